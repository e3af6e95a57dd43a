// Finds a quoted passage in a rendered article. A quote comes from the article's text, without markup and with
// its own spacing, and may run over several blocks (a list, two paragraphs): each block it covers is marked.

const BLOCKS = 'p, li, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, dd, dt'
/** Shorter scraps (a lone number of a list) would match anywhere. */
const MIN_PART = 6

function normal(text: string): string {
  return text.replace(/[\s\u200b*_`#>|-]+/g, '').toLowerCase()
}

/** Marks the blocks of `root` that hold `quote`; the first one, or null when the text is gone. */
export function markQuote(root: HTMLElement, quote: string): HTMLElement | null {
  for (const old of root.querySelectorAll('.cited')) old.classList.remove('cited')
  const wanted = normal(quote)
  if (!wanted) return null
  const found: HTMLElement[] = []
  for (const block of root.querySelectorAll<HTMLElement>(BLOCKS)) {
    // The innermost block only: an <li> that holds a <p> would mark the same text twice.
    if (block.querySelector(BLOCKS)) continue
    const text = normal(block.textContent ?? '')
    if (!text) continue
    if (text.includes(wanted) || (text.length >= MIN_PART && wanted.includes(text))) found.push(block)
  }
  for (const block of found) block.classList.add('cited')
  return found[0] ?? null
}
