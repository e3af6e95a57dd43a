// Conversations that wait for an agent. The pool's stream is for supervisors, so agents look again whenever a
// conversation comes to them or leaves them, and now and then, faster while they look at the list.
import { api } from '@shared/api/client'
import type { Page, Session } from '@shared/api/types'
import { errorText } from '@shared/i18n'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { queueKey, useDesk } from './useDesk'

export function useQueue(looking: () => boolean) {
  const query = useQuery({
    queryKey: queueKey,
    queryFn: () => api.get<Page<Session>>('/sessions', { status: 'queued', sort: 'queuedAt', size: 100 }),
    refetchInterval: () => (looking() ? 5_000 : 10_000),
  })
  return {
    list: computed(() => query.data.value?.list ?? []),
    total: computed(() => query.data.value?.total ?? 0),
    loading: query.isLoading,
  }
}

/** An agent takes a waiting customer: serving somebody who is in the queue is claiming them. */
export function useTake() {
  const router = useRouter()
  const client = useQueryClient()
  const { put } = useDesk()
  return useMutation({
    mutationFn: (customerId: number) => api.post<Session>('/sessions', { customerId }),
    onSuccess: (session) => {
      put(session)
      void client.invalidateQueries({ queryKey: queueKey })
      void router.push({ name: 'workbench', params: { id: session.id } })
    },
    onError: (error) => ElMessage.error(errorText(error)),
  })
}
