// The assigner's explanation as rows of words; nested values are flattened to what a person can read. Pure.
export interface ExplainRow { key: string; value: string }

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(words).join(', ')
  if (typeof value === 'object') {
    const { name, ...rest } = value as Record<string, unknown>
    const details = Object.entries(rest).filter(([key]) => key !== 'id' && !key.endsWith('Id')).map(([, one]) => words(one))
    return [name === undefined ? '' : words(name), details.length > 0 ? `(${details.join(' / ')})` : ''].filter(Boolean).join(' ')
  }
  return String(value)
}

export function explainRows(explain: Record<string, unknown>): ExplainRow[] {
  return Object.entries(explain)
    .filter(([key]) => !/Id$|^id$/.test(key))
    .map(([key, value]) => ({ key, value: words(value) }))
}
