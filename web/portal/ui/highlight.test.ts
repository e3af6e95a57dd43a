import { describe, expect, it } from 'vitest'
import { pieces } from './highlight'

describe('pieces', () => {
  it('splits marks and unescapes text', () => {
    expect(pieces('a <mark>b &amp; c</mark> &lt;d&gt;')).toEqual([
      { text: 'a ', marked: false },
      { text: 'b & c', marked: true },
      { text: ' <d>', marked: false },
    ])
  })
  it('keeps any other tag as text', () => {
    expect(pieces('<img src=x onerror=alert(1)>')).toEqual([{ text: '<img src=x onerror=alert(1)>', marked: false }])
  })
  it('survives an unclosed mark', () => {
    expect(pieces('<mark>x')).toEqual([{ text: 'x', marked: true }])
  })
})
