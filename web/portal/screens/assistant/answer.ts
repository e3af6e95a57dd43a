// Reading an answer of the assistant: which band its confidence falls in, and where its sources stand.
import type { PortalCitation } from '../../knowledge'

export type Band = 'high' | 'medium' | 'low'

/** The server's figure is a calibrated share of right answers; people get a band, never a made-up 0.92. */
export function confidenceBand(confidence: number): Band {
  if (confidence >= 0.8) return 'high'
  if (confidence >= 0.55) return 'medium'
  return 'low'
}

export type AnswerPart = { text: string } | { source: number }

/** One article behind an answer, with what was quoted from it. */
export interface Source { articleId: number; version: number; title: string; quotes: string[] }

export interface Sourced {
  sources: Source[]
  /** Number of the source (from 1) of each citation. */
  numbers: number[]
}

/** Several quotes of one article are one source: a list that names it three times looks like more than it is. */
export function sourcesOf(citations: readonly PortalCitation[]): Sourced {
  const sources: Source[] = []
  const numbers = citations.map((citation) => {
    let at = sources.findIndex((source) => source.articleId === citation.article_id && source.version === citation.version)
    if (at < 0) at = sources.push({ articleId: citation.article_id, version: citation.version, title: citation.title, quotes: [] }) - 1
    const quotes = sources[at]?.quotes
    if (quotes && !quotes.includes(citation.quote)) quotes.push(citation.quote)
    return at + 1
  })
  return { sources, numbers }
}

/**
 * Splits an answer into text and source numbers. One that was put together from quotes gets each source
 * right behind what it said; otherwise "... sentence [1]. Next [2]" is taken apart, the numbers being those of
 * the citations. A number without a citation stays text; an answer without marks gets its sources at the end.
 */
export function answerParts(answer: string, citations: readonly PortalCitation[]): AnswerPart[] {
  const { sources, numbers } = sourcesOf(citations)
  if (citations.length > 0 && answer === citations.map((citation) => citation.quote).join('\n')) {
    return citations.flatMap((citation, index) => [{ text: index ? `\n${citation.quote}` : citation.quote }, { source: numbers[index] ?? 1 }])
  }
  const parts: AnswerPart[] = []
  for (const piece of answer.split(/(\[\d{1,2}\])/)) {
    const source = numbers[Number(/^\[(\d{1,2})\]$/.exec(piece)?.[1] ?? 0) - 1]
    if (source !== undefined) parts.push({ source })
    else if (piece) parts.push({ text: piece })
  }
  if (!parts.some((part) => 'source' in part)) parts.push(...sources.map((_, index) => ({ source: index + 1 })))
  return parts
}
