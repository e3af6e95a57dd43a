// A condition as it is edited: one row that keeps what was typed while its field is switched back and forth.
// Pure.
import type { Condition } from '@shared/api/types'

export const FIELDS = ['vip', 'profile', 'organization', 'region', 'tag', 'registered', 'last_seen', 'sessions', 'tickets', 'rated'] as const satisfies Condition['field'][]
export type Field = (typeof FIELDS)[number]
export const PROFILES = ['formal', 'pending_archive', 'temporary'] as const

export const DAYS_MAX = 3650
export const COUNT_MAX = 10_000
export const CONDITIONS_MAX = 20

export interface Row {
  key: number
  field: Field
  vip: boolean
  profile: (typeof PROFILES)[number]
  organizationId: number | null
  region: string
  tag: string
  recent: boolean
  days: number | undefined
  count: number | undefined
  stars: number
}

let nextKey = 1

export function freshRow(field: Field = 'vip'): Row {
  return { key: nextKey++, field, vip: true, profile: 'formal', organizationId: null, region: '', tag: '', recent: true, days: 30, count: 3, stars: 2 }
}

const within = (value: number | undefined, max: number): value is number => value !== undefined && Number.isInteger(value) && value >= 1 && value <= max

/** What the server is asked; null while something is missing. */
export function toCondition(row: Row): Condition | null {
  const { field, days, count } = row
  const text = (field === 'region' ? row.region : row.tag).trim()
  switch (field) {
    case 'vip': return { field, is: row.vip }
    case 'profile': return { field, is: row.profile }
    case 'organization': return row.organizationId === null ? null : { field, id: row.organizationId }
    case 'region': return text === '' ? null : { field, is: text }
    case 'tag': return text === '' ? null : { field, has: text }
    case 'registered':
    case 'last_seen': return within(days, DAYS_MAX) ? { field, when: row.recent ? { withinDays: days } : { beforeDays: days } } : null
    case 'sessions':
    case 'tickets': return within(days, DAYS_MAX) && within(count, COUNT_MAX) ? { field, atLeast: count, withinDays: days } : null
    case 'rated': return within(days, DAYS_MAX) ? { field, atMost: row.stars, withinDays: days } : null
  }
}

export function toRow(condition: Condition): Row {
  const row = freshRow(condition.field)
  switch (condition.field) {
    case 'vip': return { ...row, vip: condition.is }
    case 'profile': return { ...row, profile: condition.is }
    case 'organization': return { ...row, organizationId: condition.id }
    case 'region': return { ...row, region: condition.is }
    case 'tag': return { ...row, tag: condition.has }
    case 'registered':
    case 'last_seen': return 'withinDays' in condition.when ? { ...row, recent: true, days: condition.when.withinDays } : { ...row, recent: false, days: condition.when.beforeDays }
    case 'sessions':
    case 'tickets': return { ...row, count: condition.atLeast, days: condition.withinDays }
    case 'rated': return { ...row, stars: condition.atMost, days: condition.withinDays }
  }
}

/** How a condition is said: a key below segments.say and its values; an organization's name is looked up elsewhere. */
export function sayOf(condition: Condition): { key: string; values: Record<string, string | number> } {
  switch (condition.field) {
    case 'vip': return { key: condition.is ? 'vip' : 'notVip', values: {} }
    case 'profile': return { key: 'profile', values: { profile: condition.is } }
    case 'organization': return { key: 'organization', values: { id: condition.id } }
    case 'region': return { key: 'region', values: { region: condition.is } }
    case 'tag': return { key: 'tag', values: { tag: condition.has } }
    case 'registered': return 'withinDays' in condition.when ? { key: 'registeredWithin', values: { days: condition.when.withinDays } } : { key: 'registeredBefore', values: { days: condition.when.beforeDays } }
    case 'last_seen': return 'withinDays' in condition.when ? { key: 'seenWithin', values: { days: condition.when.withinDays } } : { key: 'seenBefore', values: { days: condition.when.beforeDays } }
    case 'sessions':
    case 'tickets': return { key: condition.field, values: { count: condition.atLeast, days: condition.withinDays } }
    case 'rated': return { key: 'rated', values: { stars: condition.atMost, days: condition.withinDays } }
  }
}
