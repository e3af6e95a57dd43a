/**
 * Messages that were written but not yet acknowledged by the server, kept in local storage so that a
 * closed tab, a crash or a dead network loses nothing. Sending again is safe: the server recognises
 * `clientMessageId`. Order within a conversation is kept.
 */
import type { FileRef } from './types'

export interface OutboxMessage {
  clientMessageId: string
  kind: 'text' | 'image' | 'file' | 'note'
  content: string
  fileId?: number
}

export interface OutboxEntry {
  sessionId: number
  message: OutboxMessage
  queuedAt: string
  /** Shown while the message is on its way; the server is told `fileId` only. */
  file?: FileRef
  /** Set when the server refused it: it waits for the person to retry or discard. */
  failure: { code: number; message: string } | null
}

export type OutboxChange =
  | { type: 'added' | 'failed' | 'removed'; entry: OutboxEntry }
  | { type: 'acked'; entry: OutboxEntry; messageId: number; seq: number }
export type OutboxListener = (change: OutboxChange) => void

export interface OutboxOptions {
  key: string
  storage: Storage
  socketSend: (entry: OutboxEntry) => boolean
  post: (sessionId: number, message: OutboxMessage) => Promise<{ id: number; seq: number }>
  socketUp: () => boolean
  /** Called when an open socket leaves a message unacknowledged for too long. */
  socketStuck: () => void
}

const ACK_LIMIT_MS = 8_000
const RESEND_MS = 2_000
const POST_RETRY_MS = [1_000, 2_000, 5_000, 10_000]
/** Unsent messages older than this are dropped at start: nobody expects last week's chat to leave today. */
const KEEP_MS = 24 * 3600 * 1000

/** Too fast, busy, or a fault of the server (registry 10005, 10013, 2xxxx): the same message may go through later. */
const mayPass = (code: number) => code === 10005 || code === 10013 || code >= 20000

export class Outbox {
  private list: OutboxEntry[]
  private listeners = new Set<OutboxListener>()
  private ackTimer: ReturnType<typeof setTimeout> | undefined
  private postTimer: ReturnType<typeof setTimeout> | undefined
  private posting = false
  private postFailures = 0

  constructor(private readonly options: OutboxOptions) {
    this.list = this.load()
  }

  entries(sessionId?: number): OutboxEntry[] {
    return this.list.filter(entry => sessionId === undefined || entry.sessionId === sessionId)
  }

  listen(listener: OutboxListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  add(sessionId: number, message: OutboxMessage, file?: FileRef): void {
    const entry: OutboxEntry = { sessionId, message, queuedAt: new Date().toISOString(), file, failure: null }
    this.list.push(entry)
    this.save()
    this.emit({ type: 'added', entry })
    this.dispatch(entry)
  }

  retry(clientMessageId: string): void {
    const entry = this.find(clientMessageId)
    if (!entry) return
    entry.failure = null
    this.save()
    this.emit({ type: 'added', entry })
    this.dispatch(entry)
  }

  discard(clientMessageId: string): void {
    const entry = this.remove(clientMessageId)
    if (entry) this.emit({ type: 'removed', entry })
  }

  acked(ack: { clientMessageId: string; messageId: number; seq: number }): void {
    const entry = this.remove(ack.clientMessageId)
    if (entry) this.emit({ type: 'acked', entry, messageId: ack.messageId, seq: ack.seq })
    this.watchAcks()
  }

  refused(error: { clientMessageId?: string; code: number; message: string }): void {
    const entry = error.clientMessageId === undefined ? undefined : this.find(error.clientMessageId)
    if (!entry) return
    if (mayPass(error.code)) {
      clearTimeout(this.postTimer)
      this.postTimer = setTimeout(() => this.flush(), RESEND_MS)
      return
    }
    entry.failure = { code: error.code, message: error.message }
    this.save()
    this.emit({ type: 'failed', entry })
    this.watchAcks()
  }

  /** A connection came up: send everything that waits, oldest first. */
  flush(): void {
    this.postFailures = 0
    if (this.options.socketUp()) {
      for (const entry of this.waiting()) this.options.socketSend(entry)
      this.watchAcks()
    } else {
      void this.postWaiting()
    }
  }

  pause(): void {
    clearTimeout(this.ackTimer)
    clearTimeout(this.postTimer)
  }

  private dispatch(entry: OutboxEntry): void {
    if (this.options.socketUp() && this.options.socketSend(entry)) this.watchAcks()
    else void this.postWaiting()
  }

  private waiting(): OutboxEntry[] {
    return this.list.filter(entry => entry.failure === null)
  }

  private watchAcks(): void {
    clearTimeout(this.ackTimer)
    if (this.waiting().length === 0) return
    this.ackTimer = setTimeout(() => {
      if (this.options.socketUp() && this.waiting().length > 0) this.options.socketStuck()
    }, ACK_LIMIT_MS)
  }

  /** One after another, so that order holds; a network failure stops the run and tries again later. */
  private async postWaiting(): Promise<void> {
    clearTimeout(this.postTimer)
    if (this.posting) return
    this.posting = true
    try {
      let entry: OutboxEntry | undefined
      while ((entry = this.waiting()[0]) !== undefined && !this.options.socketUp()) await this.postOne(entry)
      this.postFailures = 0
    } catch {
      const wait = POST_RETRY_MS[Math.min(this.postFailures, POST_RETRY_MS.length - 1)]
      this.postFailures += 1
      this.postTimer = setTimeout(() => void this.postWaiting(), wait)
    } finally {
      this.posting = false
    }
  }

  /** Throws when nothing is known about the outcome; a refusal by the server is an outcome. */
  private async postOne(entry: OutboxEntry): Promise<void> {
    try {
      const stored = await this.options.post(entry.sessionId, entry.message)
      this.acked({ clientMessageId: entry.message.clientMessageId, messageId: stored.id, seq: stored.seq })
    } catch (error) {
      const { status, code, message } = error as { status?: number; code?: number; message?: string }
      const refused = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429
      if (!refused) throw error
      this.refused({ clientMessageId: entry.message.clientMessageId, code: code ?? status, message: message ?? '' })
    }
  }

  private find(clientMessageId: string): OutboxEntry | undefined {
    return this.list.find(entry => entry.message.clientMessageId === clientMessageId)
  }

  private remove(clientMessageId: string): OutboxEntry | undefined {
    const entry = this.find(clientMessageId)
    if (!entry) return undefined
    this.list = this.list.filter(other => other !== entry)
    this.save()
    return entry
  }

  private emit(change: OutboxChange): void {
    for (const listener of [...this.listeners]) listener(change)
  }

  private load(): OutboxEntry[] {
    try {
      const stored = JSON.parse(this.options.storage.getItem(this.options.key) ?? '[]') as OutboxEntry[]
      const oldest = Date.now() - KEEP_MS
      return stored.filter(entry => Date.parse(entry.queuedAt) > oldest)
    } catch {
      return []
    }
  }

  private save(): void {
    try {
      if (this.list.length === 0) this.options.storage.removeItem(this.options.key)
      else this.options.storage.setItem(this.options.key, JSON.stringify(this.list))
    } catch {
      // Storage full or forbidden (private mode): sending still works, only the crash safety is gone.
    }
  }
}
