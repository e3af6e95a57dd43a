import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Condition } from '@shared/api/types'
import { describe, expect, it } from 'vitest'
import { FIELDS, freshRow, sayOf, toCondition, toRow } from './conditions'

const ALL: Condition[] = [
  { field: 'vip', is: true }, { field: 'vip', is: false }, { field: 'profile', is: 'temporary' }, { field: 'organization', id: 7 },
  { field: 'region', is: 'east' }, { field: 'tag', has: 'cold chain' }, { field: 'registered', when: { withinDays: 7 } },
  { field: 'registered', when: { beforeDays: 400 } }, { field: 'last_seen', when: { withinDays: 1 } }, { field: 'last_seen', when: { beforeDays: 90 } },
  { field: 'sessions', atLeast: 3, withinDays: 30 }, { field: 'tickets', atLeast: 1, withinDays: 3650 }, { field: 'rated', atMost: 2, withinDays: 60 },
]
const catalogue = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../locales/zh-CN/segments.json'), 'utf8')) as { say: Record<string, string>; fields: Record<string, string> }

describe('conditions in the editor', () => {
  it('come back from their row as they were', () => {
    for (const condition of ALL) expect(toCondition(toRow(condition))).toEqual(condition)
    expect(new Set(ALL.map((condition) => condition.field))).toEqual(new Set(FIELDS))
  })
  it('are not asked for while something is missing', () => {
    expect(toCondition({ ...freshRow('region'), region: '  ' })).toBeNull()
    expect(toCondition(freshRow('organization'))).toBeNull()
    expect(toCondition({ ...freshRow('registered'), days: undefined })).toBeNull()
    expect(toCondition({ ...freshRow('sessions'), count: 0 })).toBeNull()
    expect(toCondition({ ...freshRow('tickets'), days: 3651 })).toBeNull()
    expect(toCondition({ ...freshRow('tag'), tag: ' new ' })).toEqual({ field: 'tag', has: 'new' })
  })
  it('can all be said', () => {
    expect(ALL.map((condition) => sayOf(condition).key).filter((key) => !(key in catalogue.say))).toEqual([])
    expect(FIELDS.filter((field) => !(field in catalogue.fields))).toEqual([])
  })
})
