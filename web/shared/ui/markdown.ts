// Markdown to safe HTML: raw HTML in the source is shown as text, and the result is sanitised again.
import DOMPurify from 'dompurify'
import MarkdownIt from 'markdown-it'

const engine = new MarkdownIt({ html: false, linkify: true, breaks: true })
const FORBID = { FORBID_TAGS: ['style', 'form', 'input', 'button', 'iframe'], FORBID_ATTR: ['style', 'onerror', 'onload'], ADD_ATTR: ['target'] }

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer nofollow')
  }
  if (node.tagName === 'IMG') node.setAttribute('loading', 'lazy')
})

export function renderMarkdown(source: string): string {
  return cleanHtml(engine.render(source))
}

/** For HTML that the server has sanitised already: a second fence. */
export function cleanHtml(html: string): string {
  return DOMPurify.sanitize(html, FORBID)
}
