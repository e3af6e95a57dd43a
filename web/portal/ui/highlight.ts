// The server marks what matched: everything escaped, only <mark> left. It is taken apart here into plain
// pieces of text, so that no HTML from search results ever reaches the page as HTML.

export interface Piece { text: string; marked: boolean }

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", nbsp: ' ', '#x2F': '/' }

function unescape(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

export function pieces(highlighted: string): Piece[] {
  const list: Piece[] = []
  let marked = false
  for (const part of highlighted.split(/(<\/?mark>)/)) {
    if (part === '<mark>') marked = true
    else if (part === '</mark>') marked = false
    else if (part) list.push({ text: unescape(part), marked })
  }
  return list
}
