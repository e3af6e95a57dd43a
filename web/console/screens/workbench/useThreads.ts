// The conversations an agent has open: kept loaded so that switching is instant, remembered across reloads
// together with what was half written in each.
import type { Session } from '@shared/api/types'
import { createThread, type Thread } from '@shared/chat/createThread'
import { useSession } from '@shared/session'
import { computed, reactive, shallowRef, watch } from 'vue'
import { useDesk } from './useDesk'

/** More open threads than this and the least recently used is let go. */
const KEEP = 12

export interface Draft { text: string; note: boolean }

const session = useSession()
const threads = new Map<number, Thread<Session>>()
const tabs = shallowRef<number[]>([])
const drafts = reactive<Record<number, Draft>>({})
let ownerId: number | null = null
let saveTimer: ReturnType<typeof setTimeout> | undefined

const key = (what: string) => `polydesk.desk.${what}.${session.me.value?.id ?? 0}`

function read<T>(what: string, fallback: T): T {
  try {
    return JSON.parse(localStorage.getItem(key(what)) ?? 'null') as T ?? fallback
  } catch {
    return fallback
  }
}

function adopt(): void {
  const id = session.me.value?.id ?? null
  if (id === ownerId) return
  ownerId = id
  for (const thread of threads.values()) thread.dispose()
  threads.clear()
  for (const known of Object.keys(drafts)) delete drafts[Number(known)]
  if (id === null) return
  tabs.value = read<number[]>('tabs', [])
  Object.assign(drafts, read<Record<number, Draft>>('drafts', {}))
}

function save(): void {
  clearTimeout(saveTimer)
  saveTimer = setTimeout(() => {
    const kept = Object.fromEntries(Object.entries(drafts).filter(([, draft]) => draft.text !== ''))
    localStorage.setItem(key('drafts'), JSON.stringify(kept))
    localStorage.setItem(key('tabs'), JSON.stringify(tabs.value))
  }, 250)
}

watch([tabs, drafts], save, { deep: true })

function thread(id: number): Thread<Session> | null {
  const desk = useDesk()
  const me = session.me.value
  if (!desk.live.value || !me) return null
  const known = threads.get(id)
  if (known) {
    // Most recently used last.
    threads.delete(id)
    threads.set(id, known)
    return known
  }
  const made = createThread<Session>({ live: desk.live.value, side: 'user', sessionId: id, self: { id: me.id, name: me.name }, session: desk.find(id) ?? null })
  threads.set(id, made)
  void made.load()
  const oldest = threads.keys().next().value
  if (threads.size > KEEP && oldest !== undefined && oldest !== id) release(oldest)
  return made
}

function release(id: number): void {
  threads.get(id)?.dispose()
  threads.delete(id)
}

function openTab(id: number): void {
  if (!tabs.value.includes(id)) tabs.value = [...tabs.value, id]
}

/** Returns the tab to show instead. */
function closeTab(id: number): number | null {
  const at = tabs.value.indexOf(id)
  tabs.value = tabs.value.filter((tab) => tab !== id)
  release(id)
  return tabs.value[Math.min(at, tabs.value.length - 1)] ?? null
}

/** Read back from `drafts`, so that what is returned is watched. */
function draft(id: number): Draft {
  if (!drafts[id]) drafts[id] = { text: '', note: false }
  return drafts[id]
}

export function useThreads() {
  adopt()
  return { tabs: computed(() => tabs.value), drafts, thread, openTab, closeTab, draft }
}
