import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { api, ApiError, clearTokens, configureApi, freshToken, queryString, readTokens, signedIn, storeTokens } from './client'

type Handler = (url: string, init: RequestInit) => Response | Promise<Response>
let handler: Handler
const seen: { url: string; headers: Record<string, string> }[] = []
const signedOut = vi.fn()

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers })
const ok = (data: unknown) => json(200, { code: 200, message: 'success', data, timestamp: 1, trace_id: 't1' })
const failed = (status: number, code: number, errors: unknown[] = []) => json(status, { code, message: 'no', errors, trace_id: 'trace-7' }, { 'Retry-After': '30' })
const tokens = (name: string, expiresIn = 7200) => ({ accessToken: `access-${name}`, refreshToken: `refresh-${name}`, expiresIn })

beforeEach(() => {
  localStorage.clear()
  seen.length = 0
  signedOut.mockReset()
  configureApi({ storageKey: 'test.tokens', onSignedOut: signedOut })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    seen.push({ url, headers: init.headers as Record<string, string> })
    return handler(url, init)
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('answers', () => {
  test('gives the data of the envelope, and leaves empty filters out of the address', async () => {
    handler = () => ok({ list: [1] })
    expect(await api.get('/users', { q: '', page: 2, status: undefined })).toEqual({ list: [1] })
    expect(seen[0]?.url).toBe('/api/v1/users?page=2')
    expect(queryString({ a: null, b: 0 })).toBe('?b=0')
  })

  test('a failure carries status, code, field errors, trace id and how long to wait', async () => {
    handler = () => failed(400, 10001, [{ field: 'name', message: 'too long', code: 'FIELD_TOO_LONG' }])
    const error = await api.post('/users').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 400, code: 10001, traceId: 'trace-7', retryAfter: 30 })
    expect((error as ApiError).field('name')).toBe('too long')
  })

  test('a proxy page instead of our envelope is still an ApiError with the status', async () => {
    handler = () => new Response('<html>Bad gateway</html>', { status: 502 })
    await expect(api.get('/users')).rejects.toMatchObject({ status: 502, code: 0 })
  })

  test('no connection is status 0', async () => {
    handler = () => { throw new TypeError('fetch failed') }
    await expect(api.get('/users')).rejects.toMatchObject({ status: 0 })
  })

  test('each write carries an idempotency key of its own', async () => {
    handler = () => ok({})
    await api.post('/tickets', {})
    await api.post('/tickets', {})
    const keys = seen.map((request) => request.headers['Idempotency-Key'])
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys[0]).not.toBe(keys[1])
  })
})

describe('an expired token', () => {
  test('is renewed once for many callers, who then all succeed', async () => {
    storeTokens(tokens('old'))
    let refreshes = 0
    handler = async (url, init) => {
      if (url.endsWith('/auth/refresh')) {
        refreshes += 1
        await Promise.resolve()
        return ok(tokens('new'))
      }
      return (init.headers as Record<string, string>).Authorization === 'Bearer access-new' ? ok('fine') : failed(401, 10002)
    }
    expect(await Promise.all([api.get('/a'), api.get('/b'), api.get('/c')])).toEqual(['fine', 'fine', 'fine'])
    expect(refreshes).toBe(1)
  })

  test('that another tab has renewed already is taken over instead of refreshed again', async () => {
    storeTokens(tokens('old'))
    handler = (url, init) => {
      if (url.endsWith('/auth/refresh')) throw new Error('must not refresh')
      if ((init.headers as Record<string, string>).Authorization === 'Bearer access-old') {
        storeTokens(tokens('other-tab'))
        return failed(401, 10002)
      }
      return ok('fine')
    }
    expect(await api.get('/a')).toBe('fine')
  })

  test('ends the session when the refresh is refused', async () => {
    storeTokens(tokens('old'))
    handler = () => failed(401, 11005)
    await expect(api.get('/a')).rejects.toMatchObject({ status: 401 })
    expect([readTokens(), signedIn.value, signedOut.mock.calls.length]).toEqual([null, false, 1])
  })

  test('does not end the session when the server is down', async () => {
    storeTokens(tokens('old'))
    handler = (url) => (url.endsWith('/auth/refresh') ? failed(503, 10013) : failed(401, 10002))
    await expect(api.get('/a')).rejects.toMatchObject({ status: 503 })
    expect(readTokens()?.refreshToken).toBe('refresh-old')
  })

  test('is renewed before a channel that cannot answer 401 gets it', async () => {
    storeTokens(tokens('old', 5))
    handler = () => ok(tokens('new'))
    expect(await freshToken()).toBe('access-new')
    clearTokens()
    expect(await freshToken()).toBe(null)
  })
})
