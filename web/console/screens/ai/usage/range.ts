// What the cost page asks for. Pure.
import type { AiGranularity } from '@shared/api/types'

export const GRANULARITIES: readonly AiGranularity[] = ['hour', 'day', 'week', 'month']
const DAY = 86_400_000
/** How far back each looks when no dates are picked. */
const SPAN_DAYS: Readonly<Record<AiGranularity, number>> = { hour: 2, day: 30, week: 84, month: 365 }
/** The server's own bounds. */
const LONGEST_DAYS: Readonly<Record<AiGranularity, number>> = { hour: 31, day: 1_098, week: 1_098, month: 1_098 }

export interface Asked { startDate: string; endDate: string; granularity: AiGranularity }

/** `dates`: picked days, both meant whole. A range that is too long for hours is asked by the day. */
export function rangeOf(granularity: AiGranularity, dates: readonly [Date, Date] | null, now: Date): Asked {
  // By the minute, so that asking again is the same question.
  const end = dates ? Math.min(dates[1].getTime() + DAY, now.getTime() + DAY) : Math.ceil(now.getTime() / 60_000) * 60_000
  const start = dates ? Math.min(dates[0].getTime(), end - 60_000) : end - SPAN_DAYS[granularity] * DAY
  const fits = end - start <= LONGEST_DAYS[granularity] * DAY
  const from = Math.max(start, end - LONGEST_DAYS.day * DAY)
  return { startDate: new Date(from).toISOString(), endDate: new Date(end).toISOString(), granularity: fits ? granularity : granularity === 'hour' ? 'day' : granularity }
}

export function granularityOf(text: unknown): AiGranularity {
  return GRANULARITIES.find((one) => one === text) ?? 'day'
}
