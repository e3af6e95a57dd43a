// Days of the tenant's calendar, as texts like 2026-10-01, so that no time zone of the browser moves them.
import type { WorkCalendar } from '@shared/api/types'

export type CalendarDay = WorkCalendar['days'][number]

/** Every day from the first to the last; a slip of the year does not make thousands. */
export function daysBetween(first: string, last: string): string[] {
  const out: string[] = []
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`) && out.length < 366; at += 86_400_000) out.push(new Date(at).toISOString().slice(0, 10))
  return out
}

export const sorted = (days: readonly CalendarDay[]) => [...days].sort((a, b) => (a.date < b.date ? -1 : 1))

/** A day that is in the calendar already is what was said last. */
export function addDays(days: readonly CalendarDay[], dates: readonly string[], kind: CalendarDay['kind'], name: string): CalendarDay[] {
  const kept = days.filter((day) => !dates.includes(day.date))
  return sorted([...kept, ...dates.map((date) => ({ date, kind, name, intervals: [], likeWeekday: kind === 'workday' ? 1 : null }))])
}
