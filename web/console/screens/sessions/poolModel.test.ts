import type { AgentState, Session } from '@shared/api/types'
import { expect, it } from 'vitest'
import { applyChange, boardOf, freeSlots, fromFetch, queueOf } from './poolModel'

const waiting = (id: number, at: string, status: Session['status'] = 'queued') => ({ id, status, queuedAt: at }) as Session
const agent = (id: number, status: AgentState['status'], load: number, capacity = 5) => ({ user: { id, name: `a${id}`, avatarUrl: null }, status, load, capacity, skills: [], teams: [], servedToday: 0, statusSince: '' }) as AgentState

it('keeps the queue in order of arrival as people come and leave', () => {
  let pool = fromFetch([waiting(2, '2026-01-01T00:02:00Z'), waiting(1, '2026-01-01T00:01:00Z')], [])
  pool = applyChange(pool, { session: waiting(3, '2026-01-01T00:00:30Z') })
  expect(queueOf(pool).map((s) => s.id)).toEqual([3, 1, 2])
  pool = applyChange(pool, { session: waiting(1, '2026-01-01T00:01:00Z', 'active') })
  expect(queueOf(pool).map((s) => s.id)).toEqual([3, 2])
})

it('shows agents who can take somebody first, and counts only their free slots', () => {
  let pool = fromFetch([], [agent(1, 'offline', 0), agent(2, 'online', 4), agent(3, 'busy', 0), agent(4, 'online', 1)])
  expect(boardOf(pool).map((a) => a.user.id)).toEqual([4, 2, 3, 1])
  expect(freeSlots(pool)).toBe(5)
  pool = applyChange(pool, { agent: agent(2, 'online', 6) })
  expect(freeSlots(pool)).toBe(4)
})
