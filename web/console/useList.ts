// A paged list: filters, sort and page live in the address, so that a list can be linked to and survives
// going back; the server's answer lives in vue-query under ['list', path, ...].
import { api } from '@shared/api/client'
import type { Page } from '@shared/api/types'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, reactive, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface ListOptions {
  size?: number
  sort?: string
  refetchInterval?: number
  /** False keeps the state out of the address (a list inside a drawer). */
  inUrl?: boolean
  enabled?: MaybeRefOrGetter<boolean>
}

export function useList<T, F extends Record<string, string> = Record<string, string>>(path: MaybeRefOrGetter<string>, defaults: F, options: ListOptions = {}) {
  const route = useRoute()
  const router = useRouter()
  const inUrl = options.inUrl ?? true
  const fromUrl = (name: string, fallback: string) => {
    const value = inUrl ? route.query[name] : undefined
    return typeof value === 'string' ? value : fallback
  }

  const filters = reactive(Object.fromEntries(Object.entries(defaults).map(([name, fallback]) => [name, fromUrl(name, fallback)]))) as F
  const page = ref(Math.max(1, Number(fromUrl('page', '1')) || 1))
  const size = ref(options.size ?? 20)
  const sort = ref(fromUrl('sort', options.sort ?? ''))

  const wanted = computed(() => ({ ...filters, page: page.value, size: size.value, sort: sort.value || undefined }))
  // Typing must not send a request per letter.
  const params = refDebounced(wanted, 250)

  watch(() => [{ ...filters }, sort.value], () => { page.value = 1 })
  if (inUrl) {
    // At once, not with the debounced request: a late replace would cancel the way to another page.
    watch(wanted, () => {
      const kept = Object.entries({ ...filters, sort: sort.value === (options.sort ?? '') ? '' : sort.value, page: page.value > 1 ? String(page.value) : '' })
      const query = Object.fromEntries(kept.filter(([name, value]) => value !== '' && value !== defaults[name]))
      void router.replace({ query, hash: route.hash })
    })
  }

  const query = useQuery({
    queryKey: ['list', computed(() => toValue(path)), params],
    queryFn: ({ signal }) => api.get<Page<T>>(toValue(path), params.value, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: options.refetchInterval,
    enabled: options.enabled ?? true,
  })

  const filtered = computed(() => Object.entries(filters).some(([name, value]) => value !== defaults[name]))
  const resetFilters = () => Object.assign(filters, defaults)

  return reactive({
    filters, page, size, sort, filtered, resetFilters,
    rows: computed<T[]>(() => query.data.value?.list ?? []),
    total: computed(() => query.data.value?.total ?? 0),
    loading: query.isPending,
    fetching: query.isFetching,
    error: query.error,
    refetch: () => query.refetch(),
  })
}

export type List<T> = { rows: T[]; total: number; page: number; size: number; sort: string; loading: boolean; fetching: boolean; error: unknown; filtered: boolean; refetch: () => unknown; resetFilters: () => unknown }
