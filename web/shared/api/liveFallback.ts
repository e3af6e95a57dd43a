/**
 * Receiving without a WebSocket: server-sent events read by `fetch` (EventSource cannot send an
 * Authorization header), and long polling where a proxy buffers the stream. Receiving only; sending goes
 * by REST. Restarted whenever the set of streams changes.
 */
export type FallbackMode = 'sse' | 'poll'
export interface FallbackFrame { type: string; stream?: string; seq?: number; data?: unknown }

export interface FallbackOptions {
  apiBase: string
  fetch: typeof fetch
  getToken: () => Promise<string | null> | string | null
  renewToken: () => Promise<boolean>
  positions: () => (readonly [string, number | undefined])[]
  onFrame: (frame: FallbackFrame) => void
  onMode: (mode: FallbackMode) => void
  onDown: () => void
}

/** A stream without a byte for this long is held back by a buffering proxy (the server beats every 15 s). */
const SSE_SILENCE_MS = 35_000
const POLL_WAIT_S = 25
const RETRY_MS = 3_000
const RESUME_MS = 500
const SSE_FAILURES_BEFORE_POLL = 2

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export class Fallback {
  private abort: AbortController | null = null
  private stopped = false
  private sseFailures = 0
  private refreshTimer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: FallbackOptions) {}

  start(): void {
    void this.run()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.refreshTimer)
    this.abort?.abort()
  }

  /** The set of streams changed; several changes in one tick restart once. */
  refresh(): void {
    clearTimeout(this.refreshTimer)
    this.refreshTimer = setTimeout(() => this.abort?.abort(), 0)
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.abort = new AbortController()
      const { signal } = this.abort
      const mode: FallbackMode = this.sseFailures < SSE_FAILURES_BEFORE_POLL ? 'sse' : 'poll'
      try {
        await (mode === 'sse' ? this.sse(this.abort) : this.poll(signal))
        if (mode === 'poll') continue
        this.sseFailures = 0
        // The server ended the stream (restart): come back, but not in a tight loop.
        await pause(RESUME_MS)
      } catch {
        if (signal.aborted && signal.reason !== 'silent') continue
        if (mode === 'sse') this.sseFailures += 1
        this.options.onDown()
        await pause(RETRY_MS)
      }
    }
  }

  private query(): string {
    const streams = this.options.positions().map(([name, seq]) => seq === undefined ? name : `${name}:${seq}`)
    return encodeURIComponent(streams.join(','))
  }

  private async get(path: string, accept: string, signal: AbortSignal): Promise<Response> {
    const token = await this.options.getToken()
    const response = await this.options.fetch(`${this.options.apiBase}${path}`, {
      headers: { Accept: accept, Authorization: `Bearer ${token ?? ''}` },
      signal,
      cache: 'no-store',
    })
    if (response.status === 401) await this.options.renewToken()
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return response
  }

  private async sse(abort: AbortController): Promise<void> {
    const response = await this.get(`/events/stream?streams=${this.query()}`, 'text/event-stream', abort.signal)
    if (!response.body) throw new Error('no body')
    this.options.onMode('sse')
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const parser = new SseParser(data => this.options.onFrame(JSON.parse(data) as FallbackFrame))
    let silence = setTimeout(() => abort.abort('silent'), SSE_SILENCE_MS)
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        clearTimeout(silence)
        silence = setTimeout(() => abort.abort('silent'), SSE_SILENCE_MS)
        parser.push(value)
      }
    } finally {
      clearTimeout(silence)
    }
  }

  private async poll(signal: AbortSignal): Promise<void> {
    const response = await this.get(`/events/poll?streams=${this.query()}&wait=${POLL_WAIT_S}`, 'application/json', signal)
    const body = await response.json() as { data: { frames: FallbackFrame[] } }
    this.options.onMode('poll')
    for (const frame of body.data.frames) this.options.onFrame(frame)
  }
}

/** Splits a text/event-stream into the data of its events (WHATWG HTML 9.2.6); comments and ids are not needed. */
export class SseParser {
  private rest = ''
  private data: string[] = []

  constructor(private readonly onData: (data: string) => void) {}

  push(chunk: string): void {
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/)
    this.rest = lines.pop() ?? ''
    for (const line of lines) this.line(line)
  }

  private line(line: string): void {
    if (line === '') {
      if (this.data.length > 0) this.onData(this.data.join('\n'))
      this.data = []
    } else if (line.startsWith('data:')) {
      this.data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
    }
  }
}
