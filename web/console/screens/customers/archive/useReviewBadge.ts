// How many applications wait for somebody who may decide on them: the number beside the menu entry.
import { api } from '@shared/api/client'
import type { ArchiveApplicationCard, Page } from '@shared/api/types'
import { useSession } from '@shared/session'
import { useQuery } from '@tanstack/vue-query'
import { computed, reactive } from 'vue'
import { useNews } from './useNews'

/** Milliseconds; whoever decides sees the number go down at once, because a decision refreshes all lists. */
const EVERY = 60_000

export function useReviewBadge(): { value: number } {
  useNews()
  const { can } = useSession()
  const waiting = useQuery({
    queryKey: ['list', '/archive-applications', 'waiting'], enabled: computed(() => can('customers:supervise')), refetchInterval: EVERY, retry: false,
    queryFn: () => api.get<Page<ArchiveApplicationCard>>('/archive-applications', { status: 'submitted', size: 1 }),
  })
  return reactive({ value: computed(() => waiting.data.value?.total ?? 0) })
}
