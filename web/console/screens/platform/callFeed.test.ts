import type { ApiCall } from '@shared/api/types'
import { describe, expect, test } from 'vitest'
import { arrived, emptyFeed, FEED_LIMIT, latencyShare, setPaused, toneOf } from './callFeed'

const call = (id: number, status = 200): ApiCall => ({ id, status, requestId: `r${id}`, at: '2026-01-01T00:00:00Z', tenantId: 1, tenantName: 'Demo', principal: 'user/1', method: 'GET', route: '/api/v1/users', path: '/api/v1/users', latencyMs: 3, requestBytes: 0, responseBytes: 10, ip: null })

describe('the feed of calls', () => {
  test('shows the newest first and each call once, also when the list and the stream overlap', () => {
    const feed = arrived(arrived(emptyFeed(), [call(3), call(2), call(1)]), [call(4), call(3)])
    expect(feed.calls.map((one) => one.id)).toEqual([4, 3, 2, 1])
  })

  test('stands still while paused, and loses nothing when it goes on', () => {
    const paused = arrived(arrived(setPaused(arrived(emptyFeed(), [call(1)]), true), [call(2)]), [call(3)])
    expect(paused.calls.map((one) => one.id)).toEqual([1])
    expect(paused.held.length).toBe(2)
    expect(setPaused(paused, false).calls.map((one) => one.id)).toEqual([3, 2, 1])
  })

  test('stays bounded', () => {
    const many = Array.from({ length: FEED_LIMIT + 50 }, (_, id) => call(id + 1))
    const feed = arrived(emptyFeed(), many)
    expect([feed.calls.length, feed.calls[0]?.id]).toEqual([FEED_LIMIT, FEED_LIMIT + 50])
  })
})

test('status and latency become a colour and a bar', () => {
  expect([200, 302, 404, 503].map(toneOf)).toEqual(['success', 'info', 'warning', 'danger'])
  expect(latencyShare(0.4)).toBe(2)
  expect(latencyShare(100)).toBe(50)
  expect(latencyShare(60_000)).toBe(100)
})
