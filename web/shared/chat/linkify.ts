// Finds web addresses in plain text, so that they can be links without any HTML passing through.
export type Part = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

// Stops at spaces, quotes, angle brackets, and at Chinese characters and punctuation, which follow an
// address without a space.
const ADDRESS = /https?:\/\/[^\s<>"'\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g
const TRAILING = /[.,;:!?)\]}]+$/

export function linkify(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: address, href: address })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}
