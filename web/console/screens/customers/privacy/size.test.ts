import { expect, test } from 'vitest'
import { sizeText } from './size'

test('sizes are said in the unit that fits', () => {
  expect(sizeText(0, 'en')).toBe('0 byte')
  expect(sizeText(1536, 'en')).toBe('1.5 kB')
  expect(sizeText(20 * 1024 * 1024, 'en')).toBe('20 MB')
})
