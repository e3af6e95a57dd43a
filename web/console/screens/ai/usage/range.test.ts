import { expect, test } from 'vitest'
import { granularityOf, rangeOf } from './range'

const now = new Date('2026-11-28T04:10:30.500Z')

test('without dates each granularity looks back its own span', () => {
  expect(rangeOf('day', null, now)).toEqual({ startDate: '2026-10-29T04:11:00.000Z', endDate: '2026-11-28T04:11:00.000Z', granularity: 'day' })
  expect(rangeOf('hour', null, now).startDate).toBe('2026-11-26T04:11:00.000Z')
})

test('both picked days are whole, and nothing is asked of the far future', () => {
  const range = rangeOf('day', [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-03T00:00:00Z')], now)
  expect([range.startDate, range.endDate]).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-04T00:00:00.000Z'])
  expect(rangeOf('day', [new Date('2026-11-01T00:00:00Z'), new Date('2030-01-01T00:00:00Z')], now).endDate).toBe('2026-11-29T04:10:30.500Z')
})

test('more hours than the server answers are asked by the day, more days than that are cut', () => {
  expect(rangeOf('hour', [new Date('2026-09-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z')], now).granularity).toBe('day')
  const long = rangeOf('month', [new Date('2016-01-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z')], now)
  expect(new Date(long.endDate).getTime() - new Date(long.startDate).getTime()).toBe(1_098 * 86_400_000)
})

test('an address names a granularity or means days', () => {
  expect([granularityOf('week'), granularityOf('year'), granularityOf(undefined)]).toEqual(['week', 'day', 'day'])
})
