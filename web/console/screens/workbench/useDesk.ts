// The signed-in agent's desk: which conversations are theirs, kept true by the stream user/{id}. One per
// page load, alive on every screen (the sidebar's badge and the alerts depend on it, not on the workbench).
import { api } from '@shared/api/client'
import { startLive, stopLive } from '@shared/api/useLive'
import { names } from '@shared/api/useNames'
import type { AgentState, Page, Session } from '@shared/api/types'
import { i18n } from '@shared/i18n'
import { useSession } from '@shared/session'
import { dismissNotice, notice, showNotice } from '@console/notice'
import { presenceKey } from '@console/presence'
import { queryClient } from '@console/query'
import { useThrottleFn } from '@vueuse/core'
import { computed, effectScope, shallowRef, watch, type EffectScope } from 'vue'
import { useRouter } from 'vue-router'
import { chime, notifyDesktop, titleCount, watchTitle } from './alerts'
import { summaryOf } from './alertSummary'
import { activeOf, alertOf, applySession, closedOf, emptyDesk, fromLists, offeredOf, type Alert, type Reader } from './deskModel'
import type { Live, LiveEvent } from '@shared/api/live'

const CLOSED_SHOWN = 30
/** Whatever happens within it is told in one notice; going online brings several conversations at once. */
const GATHER_MS = 300
/** Conversations that wait for an agent. */
export const queueKey = ['sessions', 'queued'] as const

const session = useSession()
const desk = shallowRef(emptyDesk)
const loaded = shallowRef(false)
const error = shallowRef<unknown>(null)
const live = shallowRef<Live | null>(null)
/** The conversation before the agent's eyes: it makes no noise. */
const watching = shallowRef<number | null>(null)
/** The workbench is on the screen, with its list. */
const onDesk = shallowRef(false)
/** How an alert opens its conversation; set where a router is at hand. */
let open: (sessionId: number) => void = () => undefined

let scope: EffectScope | null = null
let held: Session[] | null = null
let gathered: Alert[] = []
let gathering: ReturnType<typeof setTimeout> | undefined
/** What the notice on the screen sums up. */
let told: Alert[] = []

const reader = computed<Reader>(() => ({ id: session.me.value?.id ?? 0, teamIds: session.me.value?.teams.map((team) => team.id) ?? [] }))
/** With the newest names of everybody in it. */
const shown = computed(() => fromLists([...desk.value.sessions.values()].map((one) => names.lay(one))))
const active = computed(() => activeOf(shown.value, reader.value))
const offered = computed(() => offeredOf(shown.value, reader.value))
const closed = computed(() => closedOf(shown.value, reader.value))
const unread = computed(() => active.value.reduce((sum, one) => sum + one.unread, 0) + offered.value.length)

function put(changed: Session): void {
  // While the lists are being fetched, changes wait and are laid over the answer.
  held?.push(changed)
  const before = desk.value.sessions.get(changed.id)
  const alert = alertOf(before, changed, reader.value)
  if (before?.status !== changed.status || before.assignee?.id !== changed.assignee?.id) void lookAtQueue()
  desk.value = applySession(desk.value, changed)
  if (alert && loaded.value) ring(alert)
}

/** Somebody came or went: who waits has changed too. */
const lookAtQueue = useThrottleFn(() => queryClient.invalidateQueries({ queryKey: queueKey }), 1_000, true)

const isBeforeEyes = (about: Session) => watching.value === about.id && document.hasFocus()

function ring(alert: Alert): void {
  if (isBeforeEyes(alert.session)) return
  gathered.push(alert)
  gathering ??= setTimeout(tell, GATHER_MS)
}

function say(alerts: Alert[]): { title: string; body: string; open: () => void } | null {
  const summary = summaryOf(alerts)
  if (!summary) return null
  const { kind, session: about } = summary.newest
  const to = about.transfer?.toUser?.name ?? about.transfer?.toTeam?.name ?? ''
  const title = i18n.global.t(`workbench.alert.${summary.key}`, { name: about.customer.name, to, count: summary.count })
  const one = kind === 'message' ? about.lastMessage?.preview ?? '' : about.topic ?? about.customer.organization?.name ?? ''
  const all = new Intl.ListFormat(i18n.global.locale.value, { style: 'narrow' }).format(summary.names)
  return { title, body: summary.count === 1 ? one : all, open: () => open(about.id) }
}

function tell(): void {
  gathering = undefined
  const fresh = gathered.filter((alert) => !isBeforeEyes(alert.session))
  gathered = []
  const news = say(fresh)
  if (!news) return
  chime(fresh.every((alert) => alert.kind === 'message') ? 'message' : 'conversation')
  notifyDesktop(news.title, news.body, news.open)
  // Inside the page, a message only shows where the list is not before the agent's eyes.
  told = [...(notice.value ? told : []), ...fresh.filter((alert) => alert.kind !== 'message' || !onDesk.value)]
  const shown = say(told)
  if (shown) showNotice({ ...shown, tone: told.some((alert) => alert.kind === 'declined') ? 'warning' : 'info' })
}

async function refresh(): Promise<void> {
  held = []
  try {
    const [mine, done, toMe] = await Promise.all([
      api.get<Page<Session>>('/sessions', { status: 'active', mine: true, size: 200 }),
      api.get<Page<Session>>('/sessions', { status: 'closed', mine: true, size: CLOSED_SHOWN }),
      // Transfers offered to me belong to a colleague still, so the other lists do not hold them.
      api.get<Page<Session>>('/sessions', { offered: true, size: 50 }),
    ])
    desk.value = held.reduce(applySession, fromLists(toMe.list, done.list, mine.list))
    loaded.value = true
    error.value = null
  } catch (failure) {
    error.value = failure
  } finally {
    held = null
  }
}

function onEvent(event: LiveEvent): void {
  switch (event.type) {
    case 'session_update': return put((event.data as { session: Session }).session)
    case 'status_update': return onStatus((event.data as { agent: AgentState }).agent)
    case 'agent_removed': return void queryClient.invalidateQueries({ queryKey: ['agents', 'all'] })
    case 'ticket_update':
    case 'ticket_removed':
      return void queryClient.invalidateQueries({ queryKey: ['tickets'] })
    default:
  }
}

function onStatus(agent: AgentState): void {
  if (agent.user.id === reader.value.id) queryClient.setQueryData(presenceKey, agent)
  void queryClient.invalidateQueries({ queryKey: ['agents', 'all'] })
}

function start(): void {
  const me = session.me.value
  if (!me) return
  const connection = startLive(me)
  live.value = connection
  scope = effectScope(true)
  scope.run(() => {
    watch(unread, (count) => { titleCount.value = count }, { immediate: true })
    const stopTitle = watchTitle()
    // Whoever opens one of them has seen the notice.
    watch(watching, (id) => { if (told.some((alert) => alert.session.id === id)) dismissNotice() })
    const leave = connection.subscribe(`user/${me.id}`, { onEvent, onSubscribed: () => void refresh(), onReset: () => void refresh() })
    watch(() => session.me.value?.id, (id) => {
      if (id === me.id) return
      leave()
      stopTitle()
      stopLive()
      stop()
    })
  })
  void refresh()
}

function stop(): void {
  scope?.stop()
  scope = null
  live.value = null
  desk.value = emptyDesk
  loaded.value = false
}

let prepared = false

/** Starts with the first use by somebody who serves conversations, and again after another person signs in. */
function prepare(): void {
  if (prepared) return
  prepared = true
  effectScope(true).run(() => watch(() => session.me.value, (me) => {
    if (me && !scope && session.can('sessions:serve')) start()
  }, { immediate: true, flush: 'post' }))
}

export function useDesk() {
  prepare()
  return { reader, active, offered, closed, unread, loaded, error, live, watching, onDesk, refresh, put, find: (id: number) => shown.value.sessions.get(id) }
}

/** For the sidebar, which is on every screen. */
export function useDeskBadge(): { value: number } {
  const router = useRouter()
  open = (id) => void router.push({ name: 'workbench', params: { id } })
  return useDesk().unread
}
