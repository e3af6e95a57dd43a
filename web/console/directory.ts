// Follows stream `directory`: a customer, colleague, team or organization that is renamed, merged or moved shows
// so on every open screen, without anything being loaded again but the thing's own page.
import { names } from '@shared/api/useNames'
import { startLive } from '@shared/api/useLive'
import type { LiveEvent } from '@shared/api/live'
import { useSession } from '@shared/session'
import { watch } from 'vue'
import { queryClient } from './query'

/** Under which keys the pages and lists of a kind of thing are kept. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  customer: ['customers', '/customers'],
  organization: ['organizations', '/organizations'],
  user: ['users', '/users'],
  team: ['teams', '/teams'],
}

function onEvent(event: LiveEvent): void {
  if (!names.learn(event)) return
  queryClient.setQueriesData({}, (data) => names.lay(data))
  const pages = PAGES[event.type.split('_')[0] ?? ''] ?? []
  void queryClient.invalidateQueries({ predicate: ({ queryKey: [first, second] }) => pages.includes(String(first === 'list' ? second : first)) })
}

/** An answer that was on its way when a name changed must not bring the old one back. */
function layOverAnswers(): () => void {
  return queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.data === undefined) return
    const laid = names.lay(query.state.data)
    if (laid !== query.state.data) query.setData(laid)
  })
}

/** Call once, where the signed-in person's screens begin. */
export function followDirectory(): void {
  const { me, can } = useSession()
  watch(() => me.value?.id, (id, _before, onCleanup) => {
    if (!me.value || id === undefined || !can('customers:read')) return
    const stopLaying = layOverAnswers()
    const leave = startLive(me.value).subscribe('directory', {
      onEvent,
      // Too much was missed to be told: everything on the screen is fetched.
      onReset: () => void queryClient.invalidateQueries(),
    })
    onCleanup(() => {
      leave()
      stopLaying()
      names.clear()
    })
  }, { immediate: true })
}
