import { expect, test } from 'vitest'
import { daysLeft, endsSoon } from './model'

const now = Date.parse('2026-11-22T00:00:00Z')

test('a relation without an end never ends soon', () => {
  expect(daysLeft({ validUntil: null }, now)).toBeNull()
  expect(endsSoon({ validUntil: null, state: 'active' }, now)).toBe(false)
})

test('the last seven days are soon, begun days count', () => {
  expect(daysLeft({ validUntil: '2026-11-23T01:00:00Z' }, now)).toBe(2)
  expect(endsSoon({ validUntil: '2026-11-29T00:00:00Z', state: 'active' }, now)).toBe(true)
  expect(endsSoon({ validUntil: '2026-11-29T00:00:01Z', state: 'active' }, now)).toBe(false)
  expect(endsSoon({ validUntil: '2026-11-23T00:00:00Z', state: 'upcoming' }, now)).toBe(false)
})
