/**
 * One conversation as one side sees it: a pure model. A page of messages plus the events that follow it
 * must equal a page fetched later ("state + events = fresh fetch"); thread.test.ts generates that claim.
 * No network, no Vue here.
 */
import type { LiveEvent } from '../api/live'
import type { Message, MessagePage, MySession, Session } from '../api/types'
import type { OutboxEntry } from '../api/liveOutbox'

export type Side = 'user' | 'customer'
/** The part of a session both sides know. */
export type AnySession = Session | MySession

export interface ThreadState {
  sessionId: number
  session: AnySession | null
  /** Position of stream conversation/{id} that this state reflects. */
  streamSeq: number
  /** Ascending by `seq`, no gaps between the first and the last one. */
  messages: Message[]
  /** Older messages exist before the first one. */
  hasMore: boolean
  typing: Record<string, TypingMark>
}

export interface TypingMark { name: string; kind: string; id: number | null; until: number }
export interface TypingData { sessionId: number; sender: { kind: string; id: number | null; name: string }; typing: boolean }

/** Typing marks fade by themselves: a closed tab never says that it stopped. */
export const TYPING_FADES_MS = 6_000

export function emptyThread(sessionId: number): ThreadState {
  return { sessionId, session: null, streamSeq: 0, messages: [], hasMore: false, typing: {} }
}

/** The newest page: replaces what was known. */
export function fromPage(sessionId: number, session: AnySession | null, page: MessagePage): ThreadState {
  return { ...emptyThread(sessionId), session, streamSeq: page.streamSeq, messages: page.list, hasMore: page.hasMore }
}

/** A page of older messages, put before the ones that are known. */
export function prepend(state: ThreadState, page: MessagePage): ThreadState {
  const first = state.messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const older = page.list.filter(message => message.seq < first)
  return { ...state, messages: [...older, ...state.messages], hasMore: page.hasMore }
}

export function applyEvent(state: ThreadState, event: LiveEvent, now = Date.now()): ThreadState {
  if (event.type === 'typing') return applyTyping(state, event.data as TypingData, now)
  if (event.seq !== undefined && event.seq <= state.streamSeq) return state
  const next = { ...state, streamSeq: event.seq ?? state.streamSeq }
  switch (event.type) {
    case 'message':
    case 'note': return withMessage(next, (event.data as { message: Message }).message)
    case 'session_update': return { ...next, session: (event.data as { session: AnySession }).session }
    default: return next
  }
}

function withMessage(state: ThreadState, message: Message): ThreadState {
  const typing = { ...state.typing }
  delete typing[typingKey(message.sender)]
  const session = state.session && message.seq > state.session.messageSeq
    ? { ...state.session, messageSeq: message.seq }
    : state.session
  const at = state.messages.findIndex(known => known.seq >= message.seq)
  const messages = [...state.messages]
  if (at < 0) messages.push(message)
  else messages.splice(at, messages[at]?.seq === message.seq ? 1 : 0, message)
  return { ...state, typing, session, messages }
}

function typingKey(sender: { kind: string; id: number | null }): string {
  return `${sender.kind}:${sender.id ?? ''}`
}

function applyTyping(state: ThreadState, data: TypingData, now: number): ThreadState {
  const typing = { ...state.typing }
  const key = typingKey(data.sender)
  if (data.typing) typing[key] = { ...data.sender, until: now + TYPING_FADES_MS }
  else delete typing[key]
  return { ...state, typing }
}

export function fadeTyping(state: ThreadState, now: number): ThreadState {
  const live = Object.entries(state.typing).filter(([, mark]) => mark.until > now)
  if (live.length === Object.keys(state.typing).length) return state
  return { ...state, typing: Object.fromEntries(live) }
}

export type SendState = 'sending' | 'failed' | 'sent' | 'read'

export interface Bubble {
  key: string
  message: Message
  mine: boolean
  /** Only for what this side sent. */
  state: SendState | null
  failure: { code: number; message: string } | null
}

/** What the other side has read: the agent's mark for a customer, the customer's mark for staff. */
export function readMark(session: AnySession | null, side: Side): number {
  if (!session) return 0
  return side === 'user' ? session.customerReadSeq : session.agentReadSeq
}

/**
 * Stored messages followed by the ones still on their way. An entry of the outbox that is stored already
 * (its acknowledgement got lost) shows once.
 */
export function bubbles(state: ThreadState, outbox: OutboxEntry[], side: Side, self: { id: number; name: string }): Bubble[] {
  const mark = readMark(state.session, side)
  const stored = new Set<string>()
  const list: Bubble[] = state.messages.map((message) => {
    stored.add(message.clientMessageId)
    const mine = message.sender.kind === side
    const state: SendState = message.seq <= mark ? 'read' : 'sent'
    // A private note is never shown to the customer, so "read" would say nothing.
    const shown = mine && message.kind !== 'note' && message.kind !== 'system' ? state : null
    return { key: message.clientMessageId || `#${message.id}`, message, mine, state: shown, failure: null }
  })
  for (const entry of outbox) {
    if (stored.has(entry.message.clientMessageId)) continue
    list.push({
      key: entry.message.clientMessageId,
      message: pendingMessage(entry, side, self),
      mine: true,
      state: entry.failure ? 'failed' : 'sending',
      failure: entry.failure,
    })
  }
  return list
}

function pendingMessage(entry: OutboxEntry, side: Side, self: { id: number; name: string }): Message {
  return {
    id: 0,
    sessionId: entry.sessionId,
    seq: 0,
    clientMessageId: entry.message.clientMessageId,
    kind: entry.message.kind,
    content: entry.message.content,
    file: entry.file ?? null,
    sender: { kind: side, id: self.id, name: self.name },
    createdAt: entry.queuedAt,
  }
}

/** The highest sequence number written by the other side: what `read` should be told. */
export function lastForeignSeq(state: ThreadState, side: Side): number {
  for (let i = state.messages.length - 1; i >= 0; i -= 1) {
    const message = state.messages[i]
    if (message && message.sender.kind !== side) return message.seq
  }
  return 0
}
