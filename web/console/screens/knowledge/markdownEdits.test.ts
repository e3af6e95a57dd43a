import { describe, expect, test } from 'vitest'
import { applyEdit } from './markdownEdits'

describe('toolbar edits', () => {
  test('bold twice gives the text back, with the same selection', () => {
    const before = { text: 'one two three', start: 4, end: 7 }
    const once = applyEdit('bold', before)
    expect(once.text).toBe('one **two** three')
    expect(once.text.slice(once.start, once.end)).toBe('two')
    expect(applyEdit('bold', once)).toEqual(before)
  })

  test('a list takes whole lines, however little of them is selected', () => {
    const once = applyEdit('list', { text: 'a\nbb\ncc\nd', start: 3, end: 6 })
    expect(once.text).toBe('a\n- bb\n- cc\nd')
    expect(applyEdit('list', once).text).toBe('a\nbb\ncc\nd')
  })

  test('numbers count the lines', () => {
    expect(applyEdit('numbers', { text: 'a\nb\nc', start: 0, end: 5 }).text).toBe('1. a\n2. b\n3. c')
  })

  test('a link selects the address to be typed', () => {
    const result = applyEdit('link', { text: 'see docs', start: 4, end: 8 })
    expect(result.text).toBe('see [docs](https://)')
    expect(result.text.slice(result.start, result.end)).toBe('https://')
  })
})
