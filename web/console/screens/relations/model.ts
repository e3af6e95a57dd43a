import type { Relation } from '@shared/api/types'

/** Colour of the states: to come, holding, run out, ended by hand. */
export const STATE_TONES = { upcoming: 'primary', active: 'success', expired: 'warning', ended: 'info' } as const satisfies Record<Relation['state'], string>

const DAY = 86_400_000

/** Whole days until the end, counted up; null without an end. */
export function daysLeft(relation: Pick<Relation, 'validUntil'>, now = Date.now()): number | null {
  return relation.validUntil === null ? null : Math.ceil((new Date(relation.validUntil).getTime() - now) / DAY)
}

/** Within a week of its end, as the reminders count. */
export function endsSoon(relation: Pick<Relation, 'validUntil' | 'state'>, now = Date.now()): boolean {
  const left = daysLeft(relation, now)
  return relation.state === 'active' && left !== null && left <= 7
}
