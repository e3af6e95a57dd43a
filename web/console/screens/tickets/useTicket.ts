// One ticket with everything that can be done to it; live changes arrive through the desk's stream, which
// invalidates ['tickets'].
import { api } from '@shared/api/client'
import type { AssignmentRecord, FollowUp, Ticket, TicketStatus } from '@shared/api/types'
import { errorText } from '@shared/i18n'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { toValue, type MaybeRefOrGetter } from 'vue'

export function useTicket(id: MaybeRefOrGetter<number>) {
  const client = useQueryClient()
  const path = (rest = '') => `/tickets/${toValue(id)}${rest}`
  const key = (part: string) => ['tickets', () => toValue(id), part] as const

  // Some readers of the ticket have no stream of their own, so it is looked at again now and then.
  const ticket = useQuery({ queryKey: key('head'), queryFn: () => api.get<Ticket>(path()), refetchInterval: 20_000 })
  const followUps = useQuery({ queryKey: key('follow-ups'), queryFn: () => api.get<FollowUp[]>(path('/follow-ups')), refetchInterval: 20_000 })
  const assignments = useQuery({ queryKey: key('assign-history'), queryFn: () => api.get<AssignmentRecord[]>(path('/assign-history')) })

  const refresh = () => Promise.all([client.invalidateQueries({ queryKey: ['tickets', toValue(id)] }), client.invalidateQueries({ queryKey: ['list'] })])
  const onError = (error: unknown) => ElMessage.error(errorText(error))
  const take = (fresh: Ticket) => {
    client.setQueryData(['tickets', toValue(id), 'head'], fresh)
    void refresh()
  }

  const move = useMutation({ mutationFn: (input: { to: TicketStatus; note?: string }) => api.post<Ticket>(path('/flow'), input), onSuccess: take, onError })
  const assign = useMutation({ mutationFn: (input: { userId: number; reason?: string }) => api.post<Ticket>(path('/assign'), input), onSuccess: take, onError })
  const reply = useMutation({
    mutationFn: (input: { content: string; internal: boolean; fileIds?: number[] }) => api.post<FollowUp>(path('/follow-ups'), input),
    onSuccess: () => refresh(),
    onError,
  })
  return { ticket, followUps, assignments, move, assign, reply, take }
}
