// Queries over the knowledge base that more than one screen needs.
import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { categoryName, knowledge } from './knowledge'
import { offers } from './tenant'

export function useCategories() {
  const query = useQuery({ queryKey: ['categories'], queryFn: knowledge.categories, staleTime: 5 * 60_000, enabled: offers('knowledge') })
  const all = computed(() => [...(query.data.value ?? [])].sort((a, b) => a.sort - b.sort || a.id - b.id))
  return {
    query,
    all,
    top: computed(() => all.value.filter((category) => category.parentId === null)),
    childrenOf: (id: number) => all.value.filter((category) => category.parentId === id),
    byId: (id: number) => all.value.find((category) => category.id === id),
    /** Search results carry the category by its own name only. */
    labelOf: (name: string, locale: string) => {
      const known = all.value.find((category) => category.name === name)
      return known ? categoryName(known, locale) : name
    },
    /** Articles of a category and of what lies under it. */
    countOf: (id: number): number =>
      all.value.filter((category) => category.id === id || category.parentId === id).reduce((sum, category) => sum + category.articleCount, 0),
  }
}

export function usePopular(size: number) {
  return useQuery({ queryKey: ['popular', size], queryFn: () => knowledge.articles({ size, sort: '-views' }), staleTime: 5 * 60_000, enabled: offers('knowledge') })
}
