// Search results page by page; the words and the category live in the address, so that a result list can be
// shared and found again with the back button.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { knowledge } from '../../knowledge'

const SIZE = 10

export function useSearch(query: Ref<string>, categoryId: Ref<number | undefined>) {
  const results = useInfiniteQuery({
    queryKey: ['search', query, categoryId],
    queryFn: ({ pageParam, signal }) => knowledge.search({ q: query.value, page: pageParam, size: SIZE, category_id: categoryId.value }, signal),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.pagination.page < last.pagination.pages ? last.pagination.page + 1 : undefined),
    enabled: computed(() => query.value !== ''),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const pages = computed(() => results.data.value?.pages ?? [])
  return {
    results,
    hits: computed(() => pages.value.flatMap((page) => page.data)),
    total: computed(() => pages.value[0]?.pagination.total ?? 0),
  }
}
