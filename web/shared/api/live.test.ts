import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Live, type LiveEvent, type SocketLike } from './live'
import type { OutboxMessage } from './liveOutbox'

class FakeSocket implements SocketLike {
  static all: FakeSocket[] = []
  sent: { type: string; data?: Record<string, unknown> }[] = []
  closed = false
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null

  constructor() {
    FakeSocket.all.push(this)
  }

  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1)
    if (!socket) throw new Error('no socket was opened')
    return socket
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeSocket['sent'][number])
  }

  close(): void {
    this.closed = true
  }

  say(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  accept(): void {
    this.onopen?.(undefined as never)
    this.say({ type: 'auth_ok', data: { kind: 'user', id: 1 } })
  }

  fail(code = 1006): void {
    this.onclose?.({ code })
  }

  of(type: string): Record<string, unknown>[] {
    return this.sent.filter((frame) => frame.type === type).map((frame) => frame.data ?? {})
  }
}

const text = (id: string): OutboxMessage => ({ clientMessageId: id, kind: 'text', content: `hello ${id}` })

interface Setup { token?: string | null; renew?: () => Promise<boolean>; post?: (id: number, m: OutboxMessage) => Promise<{ id: number; seq: number }>; fetch?: typeof fetch }

async function open(setup: Setup = {}): Promise<Live> {
  const live = new Live({
    url: 'ws://test/ws',
    apiBase: '/api/v1',
    getToken: () => setup.token === undefined ? 'token-1' : setup.token,
    renewToken: setup.renew ?? (() => Promise.resolve(true)),
    postMessage: setup.post ?? (() => Promise.reject(new Error('network'))),
    outboxKey: 'outbox.test',
    createSocket: () => new FakeSocket(),
    fetch: setup.fetch ?? (() => Promise.reject(new Error('network'))),
    random: () => 1,
  })
  live.start()
  await vi.advanceTimersByTimeAsync(0)
  return live
}

let running: Live | null = null

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  FakeSocket.all = []
})

afterEach(() => {
  running?.stop()
  running = null
  vi.useRealTimers()
})

describe('connection', () => {
  it('authenticates in the first frame and reports open only after the server agreed', async () => {
    const live = running = await open()
    FakeSocket.last.onopen?.(undefined as never)
    expect(FakeSocket.last.sent[0]).toEqual({ type: 'auth', data: { token: 'token-1' } })
    expect(live.state).toBe('connecting')
    FakeSocket.last.say({ type: 'auth_ok', data: {} })
    expect(live.state).toBe('open')
  })

  it('reconnects with growing delays and resumes each stream from the last event seen', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    const seen: number[] = []
    live.subscribe('conversation/12', { lastSeq: 41, onEvent: (e) => seen.push(e.seq ?? -1) })
    expect(FakeSocket.last.of('subscribe')).toEqual([{ stream: 'conversation/12', lastSeq: 41 }])
    FakeSocket.last.say({ type: 'message', stream: 'conversation/12', seq: 42, data: {} })

    FakeSocket.last.fail()
    expect(live.state).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(300)
    expect(FakeSocket.all).toHaveLength(2)
    FakeSocket.last.fail()
    await vi.advanceTimersByTimeAsync(599)
    expect(FakeSocket.all).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('subscribe')).toEqual([{ stream: 'conversation/12', lastSeq: 42 }])
    expect(seen).toEqual([42])
  })

  it('renews the token when the server closes with 4401, and gives up when that fails', async () => {
    const renew = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false)
    const live = running = await open({ renew })
    FakeSocket.last.accept()
    FakeSocket.last.fail(4401)
    await vi.advanceTimersByTimeAsync(0)
    expect(FakeSocket.all).toHaveLength(2)
    FakeSocket.last.fail(4401)
    await vi.advanceTimersByTimeAsync(0)
    expect(live.state).toBe('closed')
    expect(FakeSocket.all).toHaveLength(2)
  })

  it('drops a socket that stays silent although it was pinged', async () => {
    running = await open()
    const first = FakeSocket.last
    first.accept()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(first.of('ping')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(first.closed).toBe(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(FakeSocket.all).toHaveLength(2)
  })

  it('probes the socket when the network returns and replaces it when no answer comes', async () => {
    running = await open()
    const first = FakeSocket.last
    first.accept()
    window.dispatchEvent(new Event('online'))
    expect(first.of('ping')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(3_400)
    expect(first.closed).toBe(true)
    expect(FakeSocket.all).toHaveLength(2)
  })
})

describe('streams', () => {
  it('gives each subscriber each event once, whatever position the others know', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    const early: number[] = []
    const late: number[] = []
    live.subscribe('user/1', { lastSeq: 5, onEvent: (e) => late.push(e.seq ?? -1) })
    live.subscribe('user/1', { lastSeq: 3, onEvent: (e) => early.push(e.seq ?? -1) })
    expect(FakeSocket.last.of('subscribe').at(-1)).toEqual({ stream: 'user/1', lastSeq: 3 })
    for (const seq of [4, 5, 6, 6]) FakeSocket.last.say({ type: 'session_update', stream: 'user/1', seq, data: {} })
    expect(early).toEqual([4, 5, 6])
    expect(late).toEqual([6])
  })

  it('starts a subscriber without a position at the one the server names', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    const events: LiveEvent[] = []
    live.subscribe('pool', { onEvent: (e) => events.push(e) })
    FakeSocket.last.say({ type: 'subscribed', stream: 'pool', seq: 9 })
    FakeSocket.last.fail()
    await vi.advanceTimersByTimeAsync(300)
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('subscribe')).toEqual([{ stream: 'pool', lastSeq: 9 }])
  })

  it('passes a reset on and continues from its position', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    const onReset = vi.fn()
    const seen: number[] = []
    live.subscribe('user/1', { lastSeq: 1, onEvent: (e) => seen.push(e.seq ?? -1), onReset })
    FakeSocket.last.say({ type: 'reset', stream: 'user/1', seq: 5000 })
    FakeSocket.last.say({ type: 'session_update', stream: 'user/1', seq: 5001, data: {} })
    expect(onReset).toHaveBeenCalledWith(5000)
    expect(seen).toEqual([5001])
  })

  it('hears events without a sequence number, and nothing after unsubscribing', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    const onEvent = vi.fn()
    const leave = live.subscribe('conversation/1', { lastSeq: 0, onEvent })
    FakeSocket.last.say({ type: 'typing', stream: 'conversation/1', data: { typing: true } })
    expect(onEvent).toHaveBeenCalledTimes(1)
    leave()
    expect(FakeSocket.last.of('unsubscribe')).toEqual([{ stream: 'conversation/1' }])
    FakeSocket.last.say({ type: 'typing', stream: 'conversation/1', data: { typing: true } })
    expect(onEvent).toHaveBeenCalledTimes(1)
  })
})

describe('outbox', () => {
  it('keeps a message until it is acknowledged and sends it again, in order, after a reconnect', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    live.send(7, text('a'))
    live.send(7, text('b'))
    FakeSocket.last.say({ type: 'ack', data: { clientMessageId: 'a', messageId: 1, sessionId: 7, seq: 1 } })
    expect(live.pending(7).map((e) => e.message.clientMessageId)).toEqual(['b'])
    FakeSocket.last.fail()
    live.send(7, text('c'))
    await vi.advanceTimersByTimeAsync(300)
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('message').map((m) => m.clientMessageId)).toEqual(['b', 'c'])
  })

  it('survives a closed tab: the next connection of the same person sends what was left', async () => {
    const first = await open()
    first.send(7, text('a'))
    first.stop()
    running = await open()
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('message').map((m) => m.clientMessageId)).toEqual(['a'])
  })

  it('shows a refusal, does not send it again by itself, and sends it on retry', async () => {
    const live = running = await open()
    const changes: string[] = []
    live.onOutbox((change) => changes.push(change.type))
    FakeSocket.last.accept()
    live.send(7, text('a'))
    FakeSocket.last.say({ type: 'error', data: { clientMessageId: 'a', code: 12001, message: 'closed' } })
    expect(live.pending(7)[0]?.failure).toEqual({ code: 12001, message: 'closed' })
    FakeSocket.last.fail()
    await vi.advanceTimersByTimeAsync(300)
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('message')).toHaveLength(0)
    live.outbox.retry('a')
    expect(FakeSocket.last.of('message')).toHaveLength(1)
    expect(changes).toEqual(['added', 'failed', 'added'])
  })

  it('sends again by itself what a busy server could not take', async () => {
    const live = running = await open()
    FakeSocket.last.accept()
    live.send(7, text('a'))
    FakeSocket.last.say({ type: 'error', data: { clientMessageId: 'a', code: 20004, message: 'database' } })
    expect(live.pending(7)[0]?.failure).toBeNull()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(FakeSocket.last.of('message').map((m) => m.clientMessageId)).toEqual(['a', 'a'])
  })

  it('replaces a socket that accepts messages but never acknowledges them', async () => {
    const live = running = await open()
    const first = FakeSocket.last
    first.accept()
    live.send(7, text('a'))
    await vi.advanceTimersByTimeAsync(8_400)
    expect(first.closed).toBe(true)
    FakeSocket.last.accept()
    expect(FakeSocket.last.of('message').map((m) => m.clientMessageId)).toEqual(['a'])
  })

  it('sends by REST while no socket is up, one after another, and retries after a network failure', async () => {
    const post = vi.fn()
      .mockRejectedValueOnce(new Error('network'))
      .mockResolvedValueOnce({ id: 1, seq: 1 })
      .mockRejectedValueOnce({ status: 409, code: 12001, message: 'closed' })
    const live = running = await open({ post })
    live.send(7, text('a'))
    live.send(7, text('b'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(post.mock.calls.map(([, m]) => (m as OutboxMessage).clientMessageId)).toEqual(['a', 'a', 'b'])
    expect(live.pending(7).map((e) => e.failure?.code)).toEqual([12001])
  })
})

describe('fallback', () => {
  it('reads server-sent events after three failed sockets, and returns to the socket when it works again', async () => {
    const encoder = new TextEncoder()
    const urls: string[] = []
    const fakeFetch = ((url: string) => {
      urls.push(url)
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(encoder.encode('event: message\ndata: {"type":"message","stream":"conversation/1",'))
          controller.enqueue(encoder.encode('"seq":8,"data":{}}\n\n: beat\n\n'))
        },
      })
      return Promise.resolve(new Response(body, { status: 200 }))
    }) as unknown as typeof fetch
    const live = running = await open({ fetch: fakeFetch })
    const seen: number[] = []
    live.subscribe('conversation/1', { lastSeq: 7, onEvent: (e) => seen.push(e.seq ?? -1) })
    for (const wait of [300, 600, 0]) {
      FakeSocket.last.fail()
      await vi.advanceTimersByTimeAsync(wait)
    }
    await vi.waitFor(() => expect(seen).toEqual([8]))
    expect(urls[0]).toBe('/api/v1/events/stream?streams=conversation%2F1%3A7')
    expect(live.transport).toBe('sse')
    expect(live.state).toBe('open')
    await vi.advanceTimersByTimeAsync(60_000)
    FakeSocket.last.accept()
    expect(live.transport).toBe('websocket')
    expect(FakeSocket.last.of('subscribe')).toEqual([{ stream: 'conversation/1', lastSeq: 8 }])
  })
})
