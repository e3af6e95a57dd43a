// The server says in English why a file or a row of it was refused; here those sentences are known again, so
// that they can be said in any language. A sentence that is not known is shown as it came.
export interface Reason { /** Catalogue key below knowledge.reason. */ key: string; values: Record<string, string> }

const KNOWN: [RegExp, string][] = [
  [/^has no title$/, 'noTitle'],
  [/^has no body$/, 'noBody'],
  [/^is not JSON: .* column (?<column>\d+)$/s, 'notJsonAt'],
  [/^is not JSON/, 'notJson'],
  [/^is not a JSON object$/, 'notObject'],
  [/^is not UTF-8/, 'notUtf8'],
  [/^is neither UTF-8 nor GBK/, 'notText'],
  [/^opens a quote that is never closed$/, 'openQuote'],
  [/^the first line is not UTF-8$/, 'headNotUtf8'],
  [/^the first line cannot be read/, 'headUnreadable'],
  [/^cannot be read/, 'unreadable'],
  [/^is longer than 4 MiB$/, 'lineTooLong'],
  [/^the title is longer than (?<max>\d+) characters$/, 'titleTooLong'],
  [/^the body is longer than (?<max>\d+) characters$/, 'bodyTooLong'],
  [/^the id is longer than (?<max>\d+) characters$/, 'idTooLong'],
  [/^the category or a tag is longer than (?<max>\d+) characters$/, 'nameTooLong'],
  [/^has more than (?<max>\d+) tags$/, 'tooManyTags'],
  [/^has the id of a row before it$/, 'sameIdBefore'],
  [/^has the id of an article that is there already$/, 'sameIdThere'],
  [/^`(?<value>.*)` is no text$/s, 'noText'],
  [/^is empty$/, 'emptyFile'],
  [/^must be a \.jsonl or \.csv file$/, 'wrongType'],
  [/^needs a file name$/, 'noName'],
]

export function reasonOf(text: string): Reason | null {
  for (const [pattern, key] of KNOWN) {
    const match = pattern.exec(text)
    if (match) return { key, values: { ...match.groups } }
  }
  return null
}

export const IMPORT_BYTES_MAX = 256 * 1024 * 1024

/** What is wrong with a file before a byte of it travels. */
export function fileProblem(file: Pick<File, 'name' | 'size'>): 'wrongType' | 'emptyFile' | 'tooLarge' | null {
  if (!/\.(jsonl|ndjson|csv)$/i.test(file.name)) return 'wrongType'
  if (file.size === 0) return 'emptyFile'
  return file.size > IMPORT_BYTES_MAX ? 'tooLarge' : null
}

export type Outcome = 'nothing' | 'partly' | 'empty' | null

/** How a finished import came out, when it did not simply work. */
export function outcomeOf(job: { status: string; imported: number; failed: number }): Outcome {
  if (job.status !== 'done') return null
  if (job.imported === 0) return job.failed > 0 ? 'nothing' : 'empty'
  return job.failed > 0 ? 'partly' : null
}
