// The customer's one open conversation, as the whole portal knows it: the badge in the navigation, the card
// on the home page, the queue view. Followed over stream customer/{id}; fetched afresh at each (re)connection,
// so that whatever was missed in between is caught up.
import { computed, ref, shallowRef, watch } from 'vue'
import { useQueryClient } from '@tanstack/vue-query'
import { api, newKey } from '@shared/api/client'
import { startLive } from '@shared/api/useLive'
import { useSession } from '@shared/session'
import type { LiveEvent } from '@shared/api/live'
import type { MySession, Page } from '@shared/api/types'
import { names } from '@shared/api/useNames'
import { embedded, tellHost } from './embed'
import { followNames, followShown } from './names'
import { readStored, writeStored } from './storage'

const open = shallowRef<MySession | null>(null)
/** The last conversation that closed while the page was open: it waits to be rated. */
const justClosed = shallowRef<MySession | null>(null)
const loaded = ref(false)
const failure = shallowRef<unknown>(null)

/** An unrated conversation is offered for rating this long after its end, also after a reload. */
const RATE_WITHIN_MS = 30 * 60_000
const DISMISSED_KEY = 'polydesk.portal.rateDismissed'

/** What was learnt while a list was being fetched; it is newer than that list, or as new. */
const inFlight = new Set<MySession[]>()
let newest = 0

function take(session: MySession): void {
  followShown(session)
  for (const learnt of inFlight) learnt.push(session)
  const isOpen = session.status !== 'closed'
  // Closed is final: an older answer that arrives late must not open it again.
  if (isOpen && justClosed.value?.id === session.id) return
  if (isOpen) {
    open.value = session
    justClosed.value = null
  } else if (open.value?.id === session.id) {
    open.value = null
    justClosed.value = session
  } else if (justClosed.value?.id === session.id) {
    justClosed.value = session
  }
}

function awaitsRating(session: MySession): boolean {
  return session.rating === null
    && session.closeReason !== 'abandoned'
    && session.closedAt !== null
    && Date.now() - new Date(session.closedAt).getTime() < RATE_WITHIN_MS
    && readStored<number>(DISMISSED_KEY) !== session.id
}

function dismissClosed(): void {
  if (justClosed.value) writeStored(DISMISSED_KEY, justClosed.value.id)
  justClosed.value = null
}

async function refresh(): Promise<void> {
  const mine = ++newest
  const learnt: MySession[] = []
  inFlight.add(learnt)
  try {
    const page = await api.get<Page<MySession>>('/me/sessions', { size: 5 })
    // An older answer must not replace a newer one.
    if (mine !== newest) return
    const current = page.list.find((session) => session.status !== 'closed') ?? null
    const before = open.value
    followShown(page.list)
    open.value = current
    if (!current) justClosed.value ??= page.list.find((session) => session.id === before?.id || awaitsRating(session)) ?? null
    inFlight.delete(learnt)
    for (const session of learnt) take(session)
    failure.value = null
  } catch (error) {
    failure.value = error
  } finally {
    inFlight.delete(learnt)
    loaded.value = true
  }
}

const TOPIC_MAX = 200

function channel(): string {
  if (embedded) return 'widget'
  return window.matchMedia('(max-width: 719px)').matches ? 'h5' : 'portal'
}

/** What the customer wrote is the first message; its first line is also the topic that agents see in their lists. */
async function start(about: string, where: { teamId?: number | null; topic?: string | null } = {}): Promise<MySession> {
  const text = about.trim()
  const topic = [...(text.split('\n')[0] ?? '')].slice(0, TOPIC_MAX).join('')
  const session = await api.post<MySession>('/me/sessions', {
    channel: channel(),
    topic: where.topic || topic || undefined,
    teamId: where.teamId ?? undefined,
    ...(text ? { text, clientMessageId: newKey() } : {}),
  })
  take(session)
  return session
}

async function leave(session: MySession): Promise<void> {
  take(await api.post<MySession>(`/me/sessions/${session.id}/leave`))
}

async function rate(session: MySession, score: number, comment: string): Promise<MySession> {
  const rated = await api.post<MySession>(`/me/sessions/${session.id}/rate`, { score, comment: comment || undefined })
  take(rated)
  return rated
}

export function useOpenSession() {
  return {
    open: computed(() => names.lay(open.value)),
    justClosed: computed(() => names.lay(justClosed.value)),
    loaded,
    failure,
    unread: computed(() => open.value?.unread ?? 0),
    refresh,
    start,
    leave,
    rate,
    take,
    dismissClosed,
  }
}

/** Follows the signed-in customer's stream. Call once, in the root component. */
export function followOpenSession(): void {
  const { me } = useSession()
  const queries = useQueryClient()
  watch(me, (person, _before, onCleanup) => {
    open.value = null
    justClosed.value = null
    loaded.value = false
    if (!person) return
    const stopNames = followNames(person, queries)
    const stop = startLive(person).subscribe(`customer/${person.id}`, {
      onSubscribed: () => void refresh(),
      onReset: () => void refresh(),
      onEvent: (event: LiveEvent) => {
        if (event.type === 'session_update') take((event.data as { session: MySession }).session)
        if (event.type === 'history_update') {
          // Conversations and tickets came or went, by a merger of customers.
          void refresh()
          void queries.invalidateQueries()
        }
        if (event.type === 'ticket_update' || event.type === 'ticket_removed') void queries.invalidateQueries({ queryKey: ['tickets'] })
      },
    })
    void refresh()
    onCleanup(() => {
      stop()
      stopNames()
    })
  }, { immediate: true })
  watch(() => open.value?.unread ?? 0, (count) => tellHost({ type: 'polydesk:unread', count }))
}
