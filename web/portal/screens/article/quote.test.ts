import { describe, expect, it } from 'vitest'
import { markQuotes } from './quote'

function page(html: string): HTMLElement {
  const root = document.createElement('div')
  root.innerHTML = html
  return root
}

describe('markQuotes', () => {
  it('marks the paragraph that holds the quote, whatever the spacing and inline markup', () => {
    const root = page('<p>Other text here.</p><p>Open <strong>Settings</strong>,\n then choose <code>Network</code>.</p>')
    expect(markQuotes(root, ['Open Settings, then choose Network'])?.textContent).toContain('Settings')
    expect(root.querySelectorAll('.cited')).toHaveLength(1)
  })

  it('marks each step when the quote runs over a list', () => {
    const root = page('<ol><li>Press the red button</li><li>Wait ten seconds</li><li>Call the service line</li></ol>')
    markQuotes(root, ['Press the red button Wait ten seconds'])
    expect([...root.querySelectorAll('.cited')].map((item) => item.textContent)).toEqual(['Press the red button', 'Wait ten seconds'])
  })

  it('marks several quotes and leads to the first on the page', () => {
    const root = page('<p>First passage here.</p><p>Nothing.</p><p>Second passage here.</p>')
    expect(markQuotes(root, ['Second passage here.', 'First passage here.'])?.textContent).toBe('First passage here.')
    expect(root.querySelectorAll('.cited')).toHaveLength(2)
  })

  it('says so when the passage is gone, and drops earlier marks', () => {
    const root = page('<p class="cited">Old passage that was quoted</p>')
    expect(markQuotes(root, ['A passage of an older version'])).toBeNull()
    expect(root.querySelector('.cited')).toBeNull()
  })
})
