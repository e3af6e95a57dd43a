import { api } from '@shared/api/client'
import type { QuickReply } from '@shared/api/types'
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'

export function useQuickReplies() {
  const query = useQuery({ queryKey: ['quick-replies'], queryFn: () => api.get<QuickReply[]>('/quick-replies'), staleTime: 5 * 60_000 })
  return computed(() => query.data.value ?? [])
}
