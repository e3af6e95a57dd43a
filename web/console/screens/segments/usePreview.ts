// Who the rules would find, asked anew a moment after they changed. Conditions that are not complete yet are
// left out.
import { api } from '@shared/api/client'
import type { SegmentPreview, SegmentRules } from '@shared/api/types'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, type Ref } from 'vue'

export function usePreview(rules: Ref<SegmentRules>) {
  const wanted = computed(() => JSON.stringify(rules.value))
  const asked = refDebounced(wanted, 350)
  const some = computed(() => (JSON.parse(asked.value) as SegmentRules).conditions.length > 0)
  const query = useQuery({
    queryKey: ['segments', 'preview', asked],
    queryFn: ({ signal }) => api.post<SegmentPreview>('/customer-segments/preview', JSON.parse(asked.value), { signal, idempotencyKey: undefined }),
    enabled: some,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return { query, none: computed(() => rules.value.conditions.length === 0), stale: computed(() => wanted.value !== asked.value || query.isFetching.value) }
}
