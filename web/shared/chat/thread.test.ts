import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '../api/live'
import type { Message, MessagePage, Session } from '../api/types'
import { applyEvent, bubbles, emptyThread, fadeTyping, fromPage, lastForeignSeq, prepend, type ThreadState } from './thread'

/** Small deterministic generator, so that a failing case can be run again by its seed. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor(state / 2 ** 32 * below)
  }
}

function message(seq: number, kind: Message['kind'], sender: 'customer' | 'user'): Message {
  return { id: 1000 + seq, sessionId: 1, seq, clientMessageId: `c${seq}`, kind, content: `text ${seq}`, file: null, sender: { kind: sender, id: sender === 'user' ? 1 : 2, name: sender }, createdAt: new Date(1_700_000_000_000 + seq * 1000).toISOString() }
}

function session(patch: Partial<Session>): Session {
  return { id: 1, status: 'active', customer: { id: 2, name: 'customer', vip: false, organization: null }, team: null, assignee: null, topic: null, channel: 'portal', lastMessage: null, messageSeq: 0, agentReadSeq: 0, customerReadSeq: 0, unread: 0, assignReason: null, transfer: null, summary: null, tags: [], closeReason: null, rating: null, ticketIds: [], queuedAt: '', assignedAt: null, firstReplyAt: null, closedAt: null, createdAt: '', ...patch }
}

/** A stand-in for the server: applies operations, writes the event log, answers the two GETs. */
class Server {
  messages: Message[] = []
  session = session({})
  log: LiveEvent[] = []

  private emit(type: string, data: unknown): void {
    this.log.push({ type, stream: 'conversation/1', seq: this.log.length + 1, data: structuredClone(data) })
  }

  post(kind: Message['kind'], sender: 'customer' | 'user'): void {
    const stored = message(this.messages.length + 1, kind, sender)
    this.messages.push(stored)
    this.session = { ...this.session, messageSeq: stored.seq }
    this.emit(kind === 'note' ? 'note' : 'message', { message: stored })
  }

  change(patch: Partial<Session>): void {
    this.session = { ...this.session, ...patch }
    this.emit('session_update', { session: this.session })
  }

  page(limit: number): MessagePage {
    return structuredClone({ list: this.messages.slice(-limit), hasMore: this.messages.length > limit, streamSeq: this.log.length })
  }

  random(next: (below: number) => number): void {
    switch (next(6)) {
      case 0: return this.change({ agentReadSeq: this.session.messageSeq })
      case 1: return this.change({ customerReadSeq: this.session.messageSeq })
      case 2: return this.change({ status: next(2) ? 'active' : 'closed', summary: `s${next(9)}` })
      case 3: return this.post('note', 'user')
      case 4: return this.post('text', 'customer')
      default: return this.post(next(2) ? 'text' : 'image', 'user')
    }
  }
}

describe('state + events = fresh fetch', () => {
  it('holds for 300 random histories, with replays that overlap', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = generator(seed)
      const server = new Server()
      for (let i = next(30); i > 0; i -= 1) server.random(next)
      let state = fromPage(1, structuredClone(server.session), server.page(1000))
      const from = Math.max(0, state.streamSeq - next(5))
      for (let i = next(40); i > 0; i -= 1) server.random(next)
      for (const event of server.log.slice(from)) state = applyEvent(state, event)
      expect(state, `seed ${seed}`).toEqual(fromPage(1, server.session, server.page(1000)))
    }
  })

  it('holds when older pages are loaded in between', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const next = generator(seed)
      const server = new Server()
      for (let i = 0; i < 40; i += 1) server.random(next)
      let state = fromPage(1, structuredClone(server.session), server.page(5))
      for (let i = 0; i < 10; i += 1) server.random(next)
      for (const event of server.log.slice(state.streamSeq)) state = applyEvent(state, event)
      const first = state.messages[0]?.seq ?? 1
      state = prepend(state, { list: server.messages.filter((m) => m.seq < first + 2), hasMore: false, streamSeq: 0 })
      expect(state.messages, `seed ${seed}`).toEqual(server.messages)
      expect(state.session).toEqual(server.session)
    }
  })
})

describe('typing', () => {
  const event = (typing: boolean): LiveEvent => ({ type: 'typing', stream: 'conversation/1', data: { sessionId: 1, sender: { kind: 'customer', id: 2, name: 'Li' }, typing } })

  it('shows who types, ends with their message, and fades when the end was never told', () => {
    let state = applyEvent(emptyThread(1), event(true), 0)
    expect(Object.values(state.typing).map((mark) => mark.name)).toEqual(['Li'])
    expect(fadeTyping(state, 5_000)).toBe(state)
    expect(fadeTyping(state, 6_001).typing).toEqual({})
    state = applyEvent(state, { type: 'message', stream: 'conversation/1', seq: 1, data: { message: message(1, 'text', 'customer') } })
    expect(state.typing).toEqual({})
    expect(applyEvent(applyEvent(state, event(true), 0), event(false)).typing).toEqual({})
  })
})

describe('bubbles', () => {
  const me = { id: 1, name: 'Agent' }
  const state: ThreadState = {
    ...emptyThread(1),
    session: session({ customerReadSeq: 1, messageSeq: 4 }),
    messages: [message(1, 'text', 'user'), message(2, 'text', 'customer'), message(3, 'text', 'user'), message(4, 'note', 'user')],
  }

  it('marks own messages sent or read by the mark of the other side, and notes not at all', () => {
    expect(bubbles(state, [], 'user', me).map((b) => b.state)).toEqual(['read', null, 'sent', null])
  })

  it('shows the outbox after the stored messages, and an entry that is stored already only once', () => {
    const entry = (id: string, failed: boolean) => ({ sessionId: 1, queuedAt: '2026-01-01T00:00:00Z', failure: failed ? { code: 1, message: 'x' } : null, message: { clientMessageId: id, kind: 'text' as const, content: id } })
    const list = bubbles(state, [entry('c3', false), entry('n1', false), entry('n2', true)], 'user', me)
    expect(list.map((b) => b.key)).toEqual(['c1', 'c2', 'c3', 'c4', 'n1', 'n2'])
    expect(list.slice(4).map((b) => b.state)).toEqual(['sending', 'failed'])
  })

  it('knows the last message of the other side', () => {
    expect(lastForeignSeq(state, 'user')).toBe(2)
    expect(lastForeignSeq(state, 'customer')).toBe(4)
  })
})
