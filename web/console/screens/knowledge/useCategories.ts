import { api } from '@shared/api/client'
import type { Category } from '@shared/api/types'
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { categoryTree, flatten } from './categoryTree'

export const categoriesKey = ['categories'] as const

export function useCategories() {
  const query = useQuery({ queryKey: categoriesKey, queryFn: () => api.get<Category[]>('/kb/categories'), staleTime: 30_000 })
  const tree = computed(() => categoryTree(query.data.value ?? []))
  return { query, tree, flat: computed(() => flatten(tree.value)) }
}
