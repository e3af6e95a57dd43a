// The newest calls first, as a list that new ones are put on top of: bounded, without doubles, and still
// while it is paused. Pure, so that the rules can be tested without a server.
import type { ApiCall } from '@shared/api/types'

export const FEED_LIMIT = 400

export interface Feed {
  calls: ApiCall[]
  /** Arrived while paused; shown when it goes on. */
  held: ApiCall[]
  paused: boolean
}

export const emptyFeed = (): Feed => ({ calls: [], held: [], paused: false })

function merge(newer: ApiCall[], older: ApiCall[]): ApiCall[] {
  const seen = new Set<number>()
  return [...newer, ...older].sort((a, b) => b.id - a.id).filter((call) => !seen.has(call.id) && seen.add(call.id)).slice(0, FEED_LIMIT)
}

export function arrived(feed: Feed, calls: ApiCall[]): Feed {
  return feed.paused ? { ...feed, held: merge(calls, feed.held) } : { ...feed, calls: merge(calls, feed.calls) }
}

export function setPaused(feed: Feed, paused: boolean): Feed {
  return paused ? { ...feed, paused } : { paused, held: [], calls: merge(feed.held, feed.calls) }
}

/** 2 is a success, 3 a redirection, 4 the caller's fault, 5 ours. */
export function toneOf(status: number): 'success' | 'info' | 'warning' | 'danger' {
  if (status >= 500) return 'danger'
  if (status >= 400) return 'warning'
  return status >= 300 ? 'info' : 'success'
}

/** Length of the latency bar in per cent: logarithmic from 1 ms to 10 s, for both ends to be visible. */
export function latencyShare(ms: number): number {
  return Math.max(2, Math.min(100, (Math.log10(Math.max(ms, 1)) / 4) * 100))
}
