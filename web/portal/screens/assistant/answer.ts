// Reading an answer of the assistant: which band its confidence falls in, and where its citations stand.

export type Band = 'high' | 'medium' | 'low'

/** The server's figure is a calibrated share of right answers; people get a band, never a made-up 0.92. */
export function confidenceBand(confidence: number): Band {
  if (confidence >= 0.8) return 'high'
  if (confidence >= 0.55) return 'medium'
  return 'low'
}

export type AnswerPart = { text: string } | { citation: number }

/**
 * Splits an answer into text and citation numbers. One that was put together from quotes gets each source
 * right behind what it said; otherwise "... sentence [1]. Next [2]" is taken apart. A number without a source
 * behind it stays text; an answer that carries sources but no marks gets them at its end.
 */
export function answerParts(answer: string, quotes: readonly string[]): AnswerPart[] {
  const citations = quotes.length
  if (citations > 0 && answer === quotes.join('\n')) {
    return quotes.flatMap((quote, index) => [{ text: index ? `\n${quote}` : quote }, { citation: index + 1 }])
  }
  const parts: AnswerPart[] = []
  let marked = false
  for (const piece of answer.split(/(\[\d{1,2}\])/)) {
    const number = /^\[(\d{1,2})\]$/.exec(piece)?.[1]
    if (number && Number(number) >= 1 && Number(number) <= citations) {
      parts.push({ citation: Number(number) })
      marked = true
    } else if (piece) {
      parts.push({ text: piece })
    }
  }
  if (!marked) for (let number = 1; number <= citations; number += 1) parts.push({ citation: number })
  return parts
}
