import type { Session } from '@shared/api/types'
import { describe, expect, it } from 'vitest'
import { summaryOf } from './alertSummary'
import type { Alert } from './deskModel'

const alert = (kind: Alert['kind'], id: number, name = `c${id}`) => ({ kind, session: { id, customer: { id, name } } as Session }) as Alert

describe('several alerts said as one', () => {
  it('tells a single one as it is', () => {
    expect(summaryOf([])).toBeNull()
    expect(summaryOf([alert('transfer', 1)])).toMatchObject({ key: 'transfer', count: 1, names: ['c1'] })
  })
  it('counts conversations, not messages', () => {
    expect(summaryOf([alert('message', 1), alert('message', 1)])).toMatchObject({ key: 'message', count: 1 })
    expect(summaryOf([alert('message', 1), alert('message', 2), alert('message', 1)])).toMatchObject({ key: 'manyMessages', count: 2 })
  })
  it('sums up those that came at once, the newest first', () => {
    expect(summaryOf([1, 2, 3].map((id) => alert('assigned', id)))).toMatchObject({ key: 'manyAssigned', count: 3, names: ['c3', 'c2', 'c1'], newest: { session: { id: 3 } } })
    expect(summaryOf([alert('assigned', 1), alert('transfer', 2)])).toMatchObject({ key: 'many', count: 2 })
  })
})
