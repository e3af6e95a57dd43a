// The names of those whom this customer's conversations and tickets show: each is followed by a stream of its own,
// for as long as something shows it. Nobody else's name comes to a customer.
import type { QueryClient } from '@tanstack/vue-query'
import type { Live } from '@shared/api/live'
import { startLive } from '@shared/api/useLive'
import { names } from '@shared/api/useNames'
import type { Me } from '@shared/api/types'

/** A customer who was served by more people than this hears of the ones that are on the screen first. */
const FOLLOWED_MAX = 60

let live: Live | null = null
let queries: QueryClient | null = null
const followed = new Map<string, () => void>()

function follow(kind: 'agent' | 'team', id: number): void {
  const stream = `${kind}/${id}`
  if (!live || followed.has(stream) || followed.size >= FOLLOWED_MAX) return
  followed.set(stream, live.subscribe(stream, {
    // From the beginning: only the newest name is told, in case it changed since the card was fetched.
    lastSeq: 0,
    onEvent: (event) => {
      if (!names.learn(event)) return
      queries?.setQueriesData({}, (data) => names.lay(data))
      // A ticket names its agent in words of its own.
      void queries?.invalidateQueries({ queryKey: ['tickets', 'one'] })
    },
    onEnded: () => {
      followed.delete(stream)
      names.forget(kind === 'agent' ? 'user' : 'team', id)
    },
  }))
}

/** Follows whom a conversation, a ticket or a page of them shows. */
export function followShown(data: unknown): void {
  if (Array.isArray(data)) return data.forEach(followShown)
  if (typeof data !== 'object' || data === null) return
  const { agent, team, agent_id: agentId, list } = data as { agent?: { id?: number }; team?: { id?: number }; agent_id?: number; list?: unknown }
  if (typeof agent?.id === 'number') follow('agent', agent.id)
  if (typeof team?.id === 'number') follow('team', team.id)
  if (typeof agentId === 'number') follow('agent', agentId)
  if (list) followShown(list)
}

/** Begins with a person's sign-in; ends with what it returns. */
export function followNames(me: Pick<Me, 'id' | 'kind' | 'tenant'>, client: QueryClient): () => void {
  live = startLive(me)
  queries = client
  const stopLooking = client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.data === undefined) return
    followShown(query.state.data)
    const laid = names.lay(query.state.data)
    if (laid !== query.state.data) query.setData(laid)
  })
  return () => {
    stopLooking()
    for (const leave of followed.values()) leave()
    followed.clear()
    names.clear()
    live = null
    queries = null
  }
}
