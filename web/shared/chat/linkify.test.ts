import { expect, it } from 'vitest'
import { linkify } from './linkify'

const links = (text: string) => linkify(text).filter((part) => part.kind === 'link').map((part) => part.text)

it('ends an address before punctuation and Chinese text, and loses no character', () => {
  const text = 'see https://a.example/x?y=1, 或 http://b.example/文档。'
  expect(links(text)).toEqual(['https://a.example/x?y=1', 'http://b.example/'])
  expect(linkify(text).map((part) => part.text).join('')).toBe(text)
})

it('makes no link of other schemes', () => {
  expect(links('javascript:alert(1) data:text/html,x ftp://x')).toEqual([])
})
