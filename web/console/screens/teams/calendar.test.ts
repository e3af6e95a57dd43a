import { expect, test } from 'vitest'
import { addDays, daysBetween } from './calendar'

test('a span has both its ends, whatever the browser\'s zone', () => {
  expect(daysBetween('2026-09-30', '2026-10-02')).toEqual(['2026-09-30', '2026-10-01', '2026-10-02'])
  expect(daysBetween('2026-10-02', '2026-10-01')).toEqual([])
  expect(daysBetween('2026-01-01', '3026-01-01')).toHaveLength(366)
})

test('a day is what was said last, and the days stay in order', () => {
  const once = addDays([], ['2026-10-01', '2026-10-02'], 'holiday', 'a')
  const twice = addDays(once, ['2026-09-30', '2026-10-02'], 'workday', 'b')
  expect(twice.map((day) => [day.date, day.kind, day.likeWeekday])).toEqual([['2026-09-30', 'workday', 1], ['2026-10-01', 'holiday', null], ['2026-10-02', 'workday', 1]])
})
