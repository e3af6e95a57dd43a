// The names and regions of organizations, for rules that speak of them by id.
import { api } from '@shared/api/client'
import type { Organization, Page } from '@shared/api/types'
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'

export function useOrganizations() {
  const query = useQuery({ queryKey: ['organizations', 'all'], queryFn: () => api.get<Page<Organization>>('/organizations', { size: 200 }), staleTime: 60_000 })
  const names = computed(() => new Map((query.data.value?.list ?? []).map((one) => [one.id, one.name])))
  const regions = computed(() => [...new Set((query.data.value?.list ?? []).flatMap((one) => (one.region ? [one.region] : [])))].sort())
  return { names, regions }
}
