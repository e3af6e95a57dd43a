// The waiting pool and the agent board, live by the stream `pool`.
import { api } from '@shared/api/client'
import type { LiveEvent } from '@shared/api/live'
import type { AgentState, Page, Session } from '@shared/api/types'
import { startLive } from '@shared/api/useLive'
import { names } from '@shared/api/useNames'
import { useSession } from '@shared/session'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { applyChange, boardOf, emptyPool, freeSlots, fromFetch, queueOf, type PoolChange } from './poolModel'

function changeOf(event: LiveEvent): PoolChange | null {
  switch (event.type) {
    case 'session_update':
    case 'status_update': return event.data as PoolChange
    // Somebody serves no more.
    case 'agent_removed': return { gone: (event.data as { id: number }).id }
    default: return null
  }
}

export function usePool() {
  const pool = shallowRef(emptyPool)
  const loaded = shallowRef(false)
  const error = shallowRef<unknown>(null)
  let held: PoolChange[] | null = null

  async function refresh(): Promise<void> {
    held = []
    try {
      const [waiting, agents] = await Promise.all([api.get<Page<Session>>('/sessions/unassigned', { size: 200 }), api.get<AgentState[]>('/agents')])
      pool.value = held.reduce(applyChange, fromFetch(waiting.list, agents))
      loaded.value = true
      error.value = null
    } catch (failure) {
      error.value = failure
    } finally {
      held = null
    }
  }

  function onEvent(event: LiveEvent): void {
    const change = changeOf(event)
    if (!change) return
    held?.push(change)
    pool.value = applyChange(pool.value, change)
  }

  const { me } = useSession()
  if (me.value) onScopeDispose(startLive(me.value).subscribe('pool', { onEvent, onSubscribed: () => void refresh(), onReset: () => void refresh() }))
  void refresh()

  return { queue: computed(() => names.lay(queueOf(pool.value))), board: computed(() => names.lay(boardOf(pool.value))), free: computed(() => freeSlots(pool.value)), loaded, error, refresh }
}
