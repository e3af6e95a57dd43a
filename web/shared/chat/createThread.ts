// One open conversation, alive: loads it, follows its stream, sends, reads, uploads. The rules are in
// thread.ts; this file only connects them to the network. Lives outside components, so that an agent can
// keep several conversations ready and switch between them without loading.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { api, newKey } from '../api/client'
import type { Live } from '../api/live'
import type { OutboxEntry } from '../api/liveOutbox'
import type { FileRef, MessagePage } from '../api/types'
import { applyEvent, bubbles, emptyThread, fadeTyping, fromPage, lastForeignSeq, prepend, type AnySession, type Bubble, type Side, type ThreadState, type TypingMark } from './thread'
import { names } from '../api/useNames'
import { uploadFile } from './upload'

export interface Upload {
  key: string
  file: File
  /** 0..1 */
  progress: number
  failed: boolean
  /** Why it failed; see uploadFailure. */
  error: unknown
  /** A local picture to show while the bytes travel. */
  preview: string | null
}

export interface ThreadOptions {
  live: Live
  side: Side
  sessionId: number
  self: { id: number; name: string }
  /** What the caller already knows, to show a header at once. */
  session?: AnySession | null
}

export interface Thread<S extends AnySession = AnySession> {
  readonly sessionId: number
  readonly state: Readonly<ShallowRef<ThreadState>>
  readonly session: ComputedRef<S | null>
  readonly bubbles: ComputedRef<Bubble[]>
  readonly typing: ComputedRef<TypingMark[]>
  readonly uploads: Readonly<ShallowRef<Upload[]>>
  readonly loading: Readonly<ShallowRef<boolean>>
  readonly loadingOlder: Readonly<ShallowRef<boolean>>
  readonly error: Readonly<ShallowRef<unknown>>
  /** The reader's own mark when the thread was opened: the place of the "unread" line. */
  readonly unreadAfter: Readonly<ShallowRef<number | null>>
  load: () => Promise<void>
  loadOlder: () => Promise<void>
  send: (content: string, kind?: 'text' | 'note') => void
  sendFiles: (files: File[]) => void
  retry: (key: string) => void
  discard: (key: string) => void
  setTyping: (typing: boolean) => void
  /** The reader comes back to it: the "unread" line moves to where they left off. */
  comeBack: () => void
  /** The reader has the messages before their eyes. */
  markRead: () => void
  setSession(session: S): void
  dispose: () => void
}

const PAGE = 50
const TYPING_EVERY_MS = 2_500

export function createThread<S extends AnySession = AnySession>(options: ThreadOptions): Thread<S> {
  const { live, side, sessionId, self } = options
  const base = `${side === 'customer' ? '/me/sessions' : '/sessions'}/${sessionId}`
  const state = shallowRef<ThreadState>({ ...emptyThread(sessionId), session: options.session ?? null })
  const outbox = shallowRef<OutboxEntry[]>(live.pending(sessionId))
  const uploads = shallowRef<Upload[]>([])
  const loading = shallowRef(true)
  const loadingOlder = shallowRef(false)
  const error = shallowRef<unknown>(null)
  const unreadAfter = shallowRef<number | null>(null)
  let unsubscribe: (() => void) | null = null
  let generation = 0
  let sessionEvents = 0
  let readTold = 0
  let typingTold = 0

  const stopOutbox = live.onOutbox((change) => {
    if (change.entry.sessionId === sessionId) outbox.value = live.pending(sessionId).map((entry) => ({ ...entry }))
  })
  const fading = setInterval(() => { state.value = fadeTyping(state.value, Date.now()) }, 2_000)

  const myMark = (session: AnySession | null) => session && (side === 'user' ? session.agentReadSeq : session.customerReadSeq)

  /** Position first: the page tells where it stands in the stream, and the stream goes on from there. */
  async function load(): Promise<void> {
    const mine = ++generation
    unsubscribe?.()
    loading.value = state.value.messages.length === 0
    error.value = null
    try {
      const page = await api.get<MessagePage>(`${base}/messages`, { limit: PAGE })
      if (mine !== generation) return
      state.value = fromPage(sessionId, state.value.session, page)
      const eventsBefore = sessionEvents
      unsubscribe = live.subscribe(`conversation/${sessionId}`, {
        lastSeq: page.streamSeq,
        onEvent: (event) => {
          if (event.type === 'session_update') sessionEvents += 1
          state.value = applyEvent(state.value, event)
        },
        onReset: () => void load(),
      })
      const session = await api.get<S>(base)
      // An event that came meanwhile is either newer than this answer, or a newer event follows it.
      if (mine === generation && eventsBefore === sessionEvents) state.value = { ...state.value, session }
      if (unreadAfter.value === null) unreadAfter.value = myMark(session) ?? 0
    } catch (failure) {
      if (mine === generation) error.value = failure
    } finally {
      if (mine === generation) loading.value = false
    }
  }

  async function loadOlder(): Promise<void> {
    const first = state.value.messages[0]
    if (!first || !state.value.hasMore || loadingOlder.value) return
    loadingOlder.value = true
    const mine = generation
    try {
      const page = await api.get<MessagePage>(`${base}/messages`, { before: first.seq, limit: PAGE })
      if (mine === generation) state.value = prepend(state.value, page)
    } finally {
      loadingOlder.value = false
    }
  }

  function send(content: string, kind: 'text' | 'note' = 'text'): void {
    const text = content.trim()
    if (text === '') return
    live.send(sessionId, { clientMessageId: newKey(), kind, content: text })
    setTyping(false)
  }

  function patchUpload(key: string, patch: Partial<Upload>): void {
    uploads.value = uploads.value.map((upload) => (upload.key === key ? { ...upload, ...patch } : upload))
  }

  function dropUpload(key: string): void {
    const upload = uploads.value.find((candidate) => candidate.key === key)
    if (upload?.preview) URL.revokeObjectURL(upload.preview)
    uploads.value = uploads.value.filter((candidate) => candidate.key !== key)
  }

  async function runUpload(upload: Upload): Promise<void> {
    patchUpload(upload.key, { failed: false, error: null, progress: 0 })
    try {
      const file: FileRef = await uploadFile(upload.file, (progress) => patchUpload(upload.key, { progress }))
      const kind = file.mime.startsWith('image/') ? 'image' : 'file'
      // The upload's key becomes the message's: the bubble that shows progress turns into the message.
      live.send(sessionId, { clientMessageId: upload.key, kind, content: file.name, fileId: file.id }, file)
      dropUpload(upload.key)
    } catch (failure) {
      patchUpload(upload.key, { failed: true, error: failure })
    }
  }

  function sendFiles(files: File[]): void {
    for (const file of files) {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
      const upload: Upload = { key: newKey(), file, progress: 0, failed: false, error: null, preview }
      uploads.value = [...uploads.value, upload]
      void runUpload(upload)
    }
  }

  function retry(key: string): void {
    const upload = uploads.value.find((candidate) => candidate.key === key)
    if (upload) void runUpload(upload)
    else live.outbox.retry(key)
  }

  function discard(key: string): void {
    if (uploads.value.some((upload) => upload.key === key)) dropUpload(key)
    else live.outbox.discard(key)
  }

  function setTyping(typing: boolean): void {
    const now = Date.now()
    if (typing && now - typingTold < TYPING_EVERY_MS) return
    if (!typing && typingTold === 0) return
    typingTold = typing ? now : 0
    live.typing(sessionId, typing)
  }

  function comeBack(): void {
    const mark = Math.max(readTold, myMark(state.value.session) ?? 0)
    unreadAfter.value = lastForeignSeq(state.value, side) > mark ? mark : null
  }

  function markRead(): void {
    const seq = lastForeignSeq(state.value, side)
    const known = Math.max(readTold, myMark(state.value.session) ?? 0)
    if (seq <= known) return
    readTold = seq
    if (!live.read(sessionId, seq)) {
      void api.post(`${base}/read`, { seq }).catch(() => { readTold = 0 })
    }
  }

  return {
    sessionId,
    state,
    session: computed(() => names.lay(state.value.session as S | null)),
    bubbles: computed(() => bubbles(state.value, outbox.value, side, self)),
    typing: computed(() => Object.values(state.value.typing).filter((mark) => mark.kind !== side || mark.id !== self.id)),
    uploads,
    loading,
    loadingOlder,
    error,
    unreadAfter,
    load,
    loadOlder,
    send,
    sendFiles,
    retry,
    discard,
    setTyping,
    comeBack,
    markRead,
    setSession: (session) => { state.value = { ...state.value, session } },
    dispose: () => {
      generation += 1
      unsubscribe?.()
      stopOutbox()
      clearInterval(fading)
      for (const upload of uploads.value) if (upload.preview) URL.revokeObjectURL(upload.preview)
    },
  }
}
