// The supervisor's view: who waits, who serves, and how one change alters it. Pure.
import type { AgentState, Session } from '@shared/api/types'

export interface Pool {
  waiting: ReadonlyMap<number, Session>
  agents: ReadonlyMap<number, AgentState>
}

export const emptyPool: Pool = { waiting: new Map(), agents: new Map() }

export function fromFetch(waiting: Session[], agents: AgentState[]): Pool {
  return { waiting: new Map(waiting.map((one) => [one.id, one])), agents: new Map(agents.map((one) => [one.user.id, one])) }
}

export type PoolChange = { session: Session } | { agent: AgentState } | { gone: number }

export function applyChange(pool: Pool, change: PoolChange): Pool {
  if ('agent' in change) return { ...pool, agents: new Map(pool.agents).set(change.agent.user.id, change.agent) }
  if ('gone' in change) return { ...pool, agents: new Map([...pool.agents].filter(([id]) => id !== change.gone)) }
  const waiting = new Map(pool.waiting)
  if (change.session.status === 'queued') waiting.set(change.session.id, change.session)
  else waiting.delete(change.session.id)
  return { ...pool, waiting }
}

/** First come, first served; the customer who waits longest stands on top. */
export function queueOf(pool: Pool): Session[] {
  return [...pool.waiting.values()].sort((a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || a.id - b.id)
}

const RANK = { online: 0, busy: 1, away: 2, offline: 3 } as const

/** Who can take somebody stands first, the emptiest of them on top. */
export function boardOf(pool: Pool): AgentState[] {
  return [...pool.agents.values()].sort((a, b) => RANK[a.status] - RANK[b.status] || share(a) - share(b) || a.user.id - b.user.id)
}

export const share = (agent: AgentState) => (agent.capacity > 0 ? agent.load / agent.capacity : 1)
export const freeSlots = (pool: Pool) => [...pool.agents.values()].filter((agent) => agent.status === 'online').reduce((sum, agent) => sum + Math.max(0, agent.capacity - agent.load), 0)
