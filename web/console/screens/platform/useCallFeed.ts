// Calls as they happen: the recent ones by REST, then a stream of server-sent events. EventSource cannot
// send the token, so the stream is read by fetch; it reconnects by itself and fills the gap by REST.
import { api, errorOf, fetchAuthorised } from '@shared/api/client'
import { SseParser } from '@shared/api/liveFallback'
import type { ApiCall, Page } from '@shared/api/types'
import { refDebounced } from '@vueuse/core'
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { arrived, emptyFeed, setPaused } from './callFeed'

export type FeedState = 'connecting' | 'live' | 'reconnecting'
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 15_000

export interface CallFilters { tenantId: string; method: string; statusClass: string; q: string; minMs: string }

export function useCallFeed(path: string, initial: Partial<CallFilters> = {}) {
  const filters = reactive<CallFilters>({ tenantId: '', method: '', statusClass: '', q: '', minMs: '', ...initial })
  const params = refDebounced(computed(() => ({ ...filters })), 250)
  const feed = shallowRef(emptyFeed())
  const state = ref<FeedState>('connecting')
  const error = shallowRef<unknown>(null)
  const loading = ref(true)
  let abort = new AbortController()

  const take = (calls: ApiCall[]) => { feed.value = arrived(feed.value, calls) }

  async function recent(signal: AbortSignal) {
    const page = await api.get<Page<ApiCall>>(path, { ...params.value, size: 100 }, { signal })
    take(page.list)
    loading.value = false
    error.value = null
  }

  async function follow(signal: AbortSignal) {
    const response = await fetchAuthorised('GET', `${path}/stream`, undefined, { query: { ...params.value }, headers: { Accept: 'text/event-stream' }, signal })
    if (!response.ok || !response.body) throw await errorOf(response)
    state.value = 'live'
    // What happened between the list and the stream is in neither of them.
    await recent(signal)
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const parser = new SseParser((data) => take([JSON.parse(data) as ApiCall]))
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.push(value)
    }
  }

  async function run(signal: AbortSignal) {
    for (let failures = 0; !signal.aborted;) {
      try {
        if (loading.value) await recent(signal)
        await follow(signal)
        failures = 0
      } catch (problem) {
        if (signal.aborted) return
        failures += 1
        if (loading.value) error.value = problem
      }
      if (signal.aborted) return
      state.value = 'reconnecting'
      await pause(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures), signal)
    }
  }

  function start() {
    abort.abort()
    abort = new AbortController()
    feed.value = { ...emptyFeed(), paused: feed.value.paused }
    loading.value = true
    state.value = 'connecting'
    void run(abort.signal)
  }

  watch(params, start, { immediate: true })
  onScopeDispose(() => abort.abort())

  return {
    filters, state, error, loading,
    calls: computed(() => feed.value.calls),
    held: computed(() => feed.value.held.length),
    paused: computed({ get: () => feed.value.paused, set: (value) => { feed.value = setPaused(feed.value, value) } }),
    restart: start,
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
  })
}
