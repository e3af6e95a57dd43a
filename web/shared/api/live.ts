/**
 * The realtime connection of one signed-in person: one WebSocket, many streams.
 *
 * What it promises: an event of a subscribed stream reaches its subscriber once and in order, also across
 * reconnects (resume by last sequence number); a subscriber that cannot be caught up is told to refetch
 * (`onReset`). A message handed to `send` is kept on disk until the server acknowledged it (liveOutbox.ts).
 * Where WebSockets are blocked it falls back to server-sent events, then long polling (liveFallback.ts).
 */
import type { FileRef } from './types'
import { Fallback, type FallbackMode } from './liveFallback'
import { Outbox, type OutboxEntry, type OutboxListener, type OutboxMessage } from './liveOutbox'

export type { OutboxEntry, OutboxMessage } from './liveOutbox'

export type LiveState = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed'

export interface LiveEvent<T = unknown> {
  type: string
  stream: string
  /** Absent on events that are not stored (typing). */
  seq?: number
  at?: string
  data: T
}

export interface Subscriber {
  /** Position already known; the server replays what came after. Omitted: from now. */
  lastSeq?: number
  onEvent: (event: LiveEvent) => void
  /** The gap is too large to replay: fetch again by REST, the stream goes on from `seq`. */
  onReset?: (seq: number) => void
  /** The server accepted the subscription (also after each reconnect). */
  onSubscribed?: (seq: number) => void
  /** The person may not follow it, or not any longer; nothing more comes. */
  onEnded?: () => void
}

/** The part of WebSocket that is used, so that tests can stand in for it. */
export interface SocketLike {
  send: (data: string) => void
  close: (code?: number, reason?: string) => void
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  onerror: ((event: never) => void) | null
}

export interface LiveOptions {
  url: string
  /** Base of the REST API, for the fallback transports. */
  apiBase: string
  getToken: () => Promise<string | null> | string | null
  /** Renews an expired token; false means that the person must sign in again. */
  renewToken: () => Promise<boolean>
  /** REST way of sending a message, used while no WebSocket is up. */
  postMessage: (sessionId: number, message: OutboxMessage) => Promise<{ id: number; seq: number }>
  /** Keeps the outbox apart per person; unsent messages of one login never leave under another. */
  outboxKey: string
  storage?: Storage
  createSocket?: (url: string) => SocketLike
  fetch?: typeof fetch
  random?: () => number
}

interface Handle { subscriber: Subscriber; seq: number | undefined }
interface Stream { handles: Set<Handle>; confirmed: boolean }

const PING_EVERY_MS = 20_000
/** Two pings without any frame back: the socket is dead even if the browser has not noticed. */
const SILENCE_LIMIT_MS = 45_000
const PROBE_MS = 3_000
const AUTH_LIMIT_MS = 10_000
const BACKOFF_FIRST_MS = 300
const BACKOFF_MAX_MS = 15_000
const FAILURES_BEFORE_FALLBACK = 3
const RETRY_SOCKET_MS = 60_000
const CLOSE_AUTH = 4401

export class Live {
  state: LiveState = 'idle'
  transport: 'websocket' | FallbackMode = 'websocket'
  readonly outbox: Outbox

  private socket: SocketLike | null = null
  private authed = false
  private stopped = true
  private failures = 0
  private renewals = 0
  private lastFrameAt = 0
  private streams = new Map<string, Stream>()
  private stateListeners = new Set<(state: LiveState) => void>()
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined
  private pingTimer: ReturnType<typeof setInterval> | undefined
  private authTimer: ReturnType<typeof setTimeout> | undefined
  private probeTimer: ReturnType<typeof setTimeout> | undefined
  private fallback: Fallback | null = null
  private unhook: (() => void) | null = null

  constructor(private readonly options: LiveOptions) {
    this.outbox = new Outbox({
      key: options.outboxKey,
      storage: options.storage ?? window.localStorage,
      socketSend: entry => this.sendFrame('message', { sessionId: entry.sessionId, ...entry.message }),
      post: options.postMessage,
      socketUp: () => this.authed,
      socketStuck: () => this.dropSocket(),
    })
  }

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.hookPage()
    this.setState('connecting')
    void this.connect()
  }

  /** Sign-out: closes for good. Unsent messages stay in the outbox for the same person's next login. */
  stop(): void {
    this.stopped = true
    this.unhook?.()
    this.unhook = null
    clearTimeout(this.reconnectTimer)
    this.fallback?.stop()
    this.fallback = null
    this.outbox.pause()
    this.detachSocket()
    this.setState('closed')
  }

  onState(listener: (state: LiveState) => void): () => void {
    this.stateListeners.add(listener)
    listener(this.state)
    return () => this.stateListeners.delete(listener)
  }

  subscribe(name: string, subscriber: Subscriber): () => void {
    const handle: Handle = { subscriber, seq: subscriber.lastSeq }
    const stream = this.streams.get(name) ?? { handles: new Set<Handle>(), confirmed: false }
    this.streams.set(name, stream)
    stream.handles.add(handle)
    this.subscribeOnWire(name)
    this.fallback?.refresh()
    return () => {
      if (!stream.handles.delete(handle) || stream.handles.size > 0 || this.streams.get(name) !== stream) return
      this.streams.delete(name)
      this.sendFrame('unsubscribe', { stream: name })
      this.fallback?.refresh()
    }
  }

  /** Queues a message on disk and sends it; resolves never, listen with `onOutbox`. */
  send(sessionId: number, message: OutboxMessage, file?: FileRef): void {
    this.outbox.add(sessionId, message, file)
  }

  onOutbox(listener: OutboxListener): () => void {
    return this.outbox.listen(listener)
  }

  pending(sessionId: number): OutboxEntry[] {
    return this.outbox.entries(sessionId)
  }

  typing(sessionId: number, typing: boolean): void {
    this.sendFrame('typing', { sessionId, typing })
  }

  /** False when no socket is up: tell the server by REST instead. */
  read(sessionId: number, seq: number): boolean {
    return this.sendFrame('read', { sessionId, seq })
  }

  private sendFrame(type: string, data?: unknown): boolean {
    if (!this.socket || !this.authed) return false
    this.socket.send(JSON.stringify(data === undefined ? { type } : { type, data }))
    return true
  }

  private setState(state: LiveState): void {
    if (this.state === state) return
    this.state = state
    for (const listener of [...this.stateListeners]) listener(state)
  }

  private async connect(): Promise<void> {
    clearTimeout(this.reconnectTimer)
    const token = await this.options.getToken()
    if (this.stopped || this.socket) return
    if (!token) return this.stop()
    const create = this.options.createSocket ?? (url => new WebSocket(url) as unknown as SocketLike)
    const socket = create(this.options.url)
    this.socket = socket
    this.authTimer = setTimeout(() => this.dropSocket(), AUTH_LIMIT_MS)
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', data: { token } }))
    socket.onmessage = event => this.onFrame(String(event.data))
    socket.onclose = event => this.onClose(event.code)
    socket.onerror = () => { /* a close event follows */ }
  }

  private onFrame(text: string): void {
    this.lastFrameAt = Date.now()
    clearTimeout(this.probeTimer)
    const frame = JSON.parse(text) as { type: string; stream?: string; seq?: number; data?: unknown }
    switch (frame.type) {
      case 'auth_ok': return this.onAuthed()
      case 'ping': this.sendFrame('pong'); return
      case 'pong': return
      case 'ack': return this.outbox.acked(frame.data as { clientMessageId: string; messageId: number; seq: number })
      case 'error': return this.onError(frame.data as { stream?: string; clientMessageId?: string; code: number; message: string })
      default: return this.dispatch(frame)
    }
  }

  private onError(error: { stream?: string; clientMessageId?: string; code: number; message: string }): void {
    if (error.stream !== undefined) this.end(error.stream)
    else this.outbox.refused(error)
  }

  /** Whoever wants to hear of it is told; others go on asking for it, as it may be theirs again. */
  private end(name: string): void {
    const stream = this.streams.get(name)
    for (const handle of [...stream?.handles ?? []]) {
      if (!handle.subscriber.onEnded) continue
      stream?.handles.delete(handle)
      handle.subscriber.onEnded()
    }
    if (stream?.handles.size === 0) this.streams.delete(name)
  }

  private dispatch(frame: { type: string; stream?: string; seq?: number; data?: unknown }): void {
    const stream = frame.stream === undefined ? undefined : this.streams.get(frame.stream)
    if (!stream) return
    if (frame.type === 'ended') return this.end(frame.stream ?? '')
    for (const handle of [...stream.handles]) {
      if (frame.type === 'subscribed') {
        // A subscriber from "now" takes its position here; one with a position waits for the replay.
        handle.seq ??= frame.seq
        handle.subscriber.onSubscribed?.(frame.seq ?? 0)
      } else if (frame.type === 'reset') {
        handle.seq = frame.seq
        handle.subscriber.onReset?.(frame.seq ?? 0)
      } else {
        this.deliver(handle, frame as LiveEvent)
      }
    }
    stream.confirmed = true
  }

  private deliver(handle: Handle, event: LiveEvent): void {
    if (event.seq !== undefined) {
      // Replays overlap when two subscribers of one stream know different positions.
      if (handle.seq !== undefined && event.seq <= handle.seq) return
      handle.seq = event.seq
    }
    handle.subscriber.onEvent(event)
  }

  private onAuthed(): void {
    clearTimeout(this.authTimer)
    this.authed = true
    this.failures = 0
    this.renewals = 0
    this.transport = 'websocket'
    this.fallback?.stop()
    this.fallback = null
    for (const name of this.streams.keys()) this.subscribeOnWire(name)
    this.pingTimer = setInterval(() => this.beat(), PING_EVERY_MS)
    this.setState('open')
    this.outbox.flush()
  }

  private subscribeOnWire(name: string): void {
    const lastSeq = this.position(name)
    this.sendFrame('subscribe', lastSeq === undefined ? { stream: name } : { stream: name, lastSeq })
  }

  /** The earliest position among the subscribers that know one. */
  private position(name: string): number | undefined {
    const known = [...this.streams.get(name)?.handles ?? []].map(h => h.seq).filter(s => s !== undefined)
    return known.length > 0 ? Math.min(...known) : undefined
  }

  private beat(): void {
    if (Date.now() - this.lastFrameAt > SILENCE_LIMIT_MS) return this.dropSocket()
    this.sendFrame('ping')
  }

  private onClose(code: number): void {
    this.detachSocket()
    if (this.stopped) return
    if (code === CLOSE_AUTH) return void this.renew()
    this.failures += 1
    if (this.failures >= FAILURES_BEFORE_FALLBACK && !this.fallback) this.startFallback()
    if (!this.fallback) this.setState('reconnecting')
    this.reconnectTimer = setTimeout(() => void this.connect(), this.fallback ? RETRY_SOCKET_MS : this.backoff())
  }

  private backoff(): number {
    const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(this.failures - 1, 10))
    return ceiling / 2 + (this.options.random ?? Math.random)() * ceiling / 2
  }

  private async renew(): Promise<void> {
    this.setState('reconnecting')
    this.renewals += 1
    // A server that refuses fresh tokens too must not be asked in a tight loop.
    const renewed = this.renewals <= 2 && await this.options.renewToken().catch(() => false)
    if (this.stopped) return
    if (renewed) await this.connect()
    else this.stop()
  }

  /** Gives up a socket that no longer answers, without waiting for the browser's close event. */
  private dropSocket(): void {
    if (this.socket) this.onClose(1006)
  }

  private detachSocket(): void {
    const socket = this.socket
    this.socket = null
    this.authed = false
    clearInterval(this.pingTimer)
    clearTimeout(this.authTimer)
    clearTimeout(this.probeTimer)
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
    socket.close()
  }

  private startFallback(): void {
    this.fallback = new Fallback({
      apiBase: this.options.apiBase,
      fetch: this.options.fetch ?? ((input, init) => fetch(input, init)),
      getToken: this.options.getToken,
      renewToken: this.options.renewToken,
      positions: () => [...this.streams.keys()].map(name => [name, this.position(name)] as const),
      onFrame: (frame) => {
        this.lastFrameAt = Date.now()
        this.dispatch(frame)
      },
      onMode: (mode) => {
        this.transport = mode
        this.setState('open')
        this.outbox.flush()
      },
      onDown: () => this.setState('reconnecting'),
    })
    this.fallback.start()
  }

  /** Phones freeze timers: check the socket the moment the page is seen or the network returns. */
  private hookPage(): void {
    if (typeof window === 'undefined') return
    const wake = (): void => {
      if (document.visibilityState === 'hidden') return
      if (!this.socket && !this.stopped) return void this.connect()
      if (!this.authed) return
      clearTimeout(this.probeTimer)
      this.probeTimer = setTimeout(() => this.dropSocket(), PROBE_MS)
      this.sendFrame('ping')
    }
    document.addEventListener('visibilitychange', wake)
    window.addEventListener('online', wake)
    window.addEventListener('pageshow', wake)
    this.unhook = () => {
      document.removeEventListener('visibilitychange', wake)
      window.removeEventListener('online', wake)
      window.removeEventListener('pageshow', wake)
    }
  }
}
