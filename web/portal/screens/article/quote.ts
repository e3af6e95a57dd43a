// Finds a quoted passage in a rendered article. A quote comes from the article's text, without markup and with
// its own spacing, and may run over several blocks (a list, two paragraphs): each block it covers is marked.

const BLOCKS = 'p, li, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, dd, dt'
/** Shorter scraps (a lone number of a list) would match anywhere. */
const MIN_PART = 6

function normal(text: string): string {
  return text.replace(/[\s\u200b*_`#>|-]+/g, '').toLowerCase()
}

/** Marks the blocks of `root` that hold a quote; the first one on the page, or null when all of them are gone. */
export function markQuotes(root: HTMLElement, quotes: readonly string[]): HTMLElement | null {
  for (const old of root.querySelectorAll('.cited')) old.classList.remove('cited')
  const wanted = quotes.map(normal).filter((quote) => quote !== '')
  for (const block of root.querySelectorAll<HTMLElement>(BLOCKS)) {
    // The innermost block only: an <li> that holds a <p> would mark the same text twice.
    if (block.querySelector(BLOCKS)) continue
    const text = normal(block.textContent ?? '')
    if (text && wanted.some((quote) => text.includes(quote) || (text.length >= MIN_PART && quote.includes(text)))) block.classList.add('cited')
  }
  return root.querySelector<HTMLElement>('.cited')
}
