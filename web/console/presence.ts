// The signed-in agent's own availability. Going online is what makes the assigner hand over conversations.
import { api } from '@shared/api/client'
import type { AgentState } from '@shared/api/types'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'

export type Presence = AgentState['status']
export const PRESENCES: Presence[] = ['online', 'busy', 'away', 'offline']
export const presenceKey = ['agents', 'me'] as const

export function usePresence() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: presenceKey, queryFn: () => api.get<AgentState>('/agents/me'), refetchInterval: 60_000 })
  const change = useMutation({
    mutationFn: (status: Presence) => api.put<AgentState>('/agents/me/status', { status }),
    onSuccess: (state) => client.setQueryData(presenceKey, state),
  })
  return { state: query.data, change }
}
