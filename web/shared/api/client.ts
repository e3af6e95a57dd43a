// The one way to call the REST API: unwraps the envelope, carries the token, refreshes it once for all
// callers when it expires, and turns every failure into an ApiError that the UI can show by its code.
import { shallowRef } from 'vue'
import type { LoginResult } from './types'

export interface FieldError { field: string; message: string; code: string }

interface Envelope {
  code: number
  message: string
  data?: unknown
  errors?: FieldError[]
  trace_id?: string
}

export class ApiError extends Error {
  override name = 'ApiError'
  constructor(
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    /** Registry code of the answer; 0 when the answer was not ours (network, proxy). */
    readonly code: number,
    message: string,
    readonly errors: FieldError[] = [],
    readonly traceId: string | null = null,
    /** Seconds to wait, from Retry-After. */
    readonly retryAfter: number | null = null,
  ) {
    super(message)
  }

  /** The message of one field, for a form. */
  field(name: string): string | undefined {
    return this.errors.find((error) => error.field === name)?.message
  }
}

export interface Tokens { accessToken: string; refreshToken: string; /** epoch ms */ expiresAt: number }

export interface RequestOptions {
  query?: Record<string, unknown>
  headers?: Record<string, string>
  signal?: AbortSignal
  /** true = a fresh key per call; a string = the caller's own key, kept across its retries. */
  idempotencyKey?: true | string
  /** Do not send the token, nor refresh on 401 (login itself). */
  anonymous?: boolean
}

const BASE = '/api/v1'
let storageKey = 'polydesk.console'
let defaultHeaders: () => Record<string, string> = () => ({})
let onSignedOut: () => void = () => undefined

/** Signed-in state that components may watch; the truth is in localStorage, shared by the app's tabs. */
export const signedIn = shallowRef(false)

export function configureApi(options: { storageKey: string; headers?: () => Record<string, string>; onSignedOut?: () => void }): void {
  storageKey = options.storageKey
  defaultHeaders = options.headers ?? defaultHeaders
  onSignedOut = options.onSignedOut ?? onSignedOut
  signedIn.value = readTokens() !== null
  // Signing out in one tab signs out the others; `key` is null when all storage was cleared.
  window.addEventListener('storage', (event) => {
    if (event.key !== storageKey && event.key !== null) return
    const before = signedIn.value
    signedIn.value = readTokens() !== null
    if (before && !signedIn.value) onSignedOut()
  })
}

export function readTokens(): Tokens | null {
  try {
    const raw = localStorage.getItem(storageKey)
    return raw ? (JSON.parse(raw) as Tokens) : null
  } catch {
    return null
  }
}

export function storeTokens(result: Pick<LoginResult, 'accessToken' | 'refreshToken' | 'expiresIn'>): void {
  const tokens: Tokens = {
    accessToken: result.accessToken,
    refreshToken: result.refreshToken,
    expiresAt: Date.now() + result.expiresIn * 1000,
  }
  localStorage.setItem(storageKey, JSON.stringify(tokens))
  signedIn.value = true
}

export function clearTokens(): void {
  localStorage.removeItem(storageKey)
  signedIn.value = false
}

let refreshing: Promise<boolean> | null = null

/**
 * Gets a new access token, once for all concurrent callers. The server revokes the whole family when a
 * refresh token is used twice, so tabs take turns under a lock, and a tab that finds that another one has
 * already refreshed takes over its tokens.
 */
export function refreshTokens(stale: string): Promise<boolean> {
  refreshing ??= withTabLock(() => refreshOnce(stale)).finally(() => { refreshing = null })
  return refreshing
}

async function withTabLock(work: () => Promise<boolean>): Promise<boolean> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined
  if (!locks) return work()
  return await locks.request(`${storageKey}.refresh`, work)
}

async function refreshOnce(stale: string): Promise<boolean> {
  const tokens = readTokens()
  if (!tokens) return false
  if (tokens.accessToken !== stale) return true
  try {
    storeTokens(await call<LoginResult>('POST', '/auth/refresh', { refreshToken: tokens.refreshToken }, { anonymous: true }))
    return true
  } catch (error) {
    // Only a refusal ends the session: an outage must not sign people out.
    if (error instanceof ApiError && (error.status === 401 || error.status === 403 || error.status === 400)) {
      clearTokens()
      onSignedOut()
      return false
    }
    throw error
  }
}

/** A token that is good for at least half a minute, for channels that cannot answer 401 (WebSocket, SSE). */
export async function freshToken(): Promise<string | null> {
  const tokens = readTokens()
  if (!tokens) return null
  if (tokens.expiresAt - Date.now() > 30_000) return tokens.accessToken
  await refreshTokens(tokens.accessToken)
  return readTokens()?.accessToken ?? null
}

export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // randomUUID exists only on secure origins; a LAN address over plain http is not one.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function queryString(query: Record<string, unknown> | undefined): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

function fullUrl(path: string, query?: Record<string, unknown>): string {
  return (path.startsWith('/api/') || /^https?:/.test(path) ? path : BASE + path) + queryString(query)
}

/** A fetch with the token and one refresh; for bodies that are not our envelope (files, streams). */
export async function fetchAuthorised(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<Response> {
  const tokens = options.anonymous ? null : readTokens()
  const headers: Record<string, string> = { Accept: 'application/json', ...defaultHeaders(), ...options.headers }
  if (tokens) headers.Authorization = `Bearer ${tokens.accessToken}`
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey === true ? newKey() : options.idempotencyKey
  let payload: BodyInit | undefined
  if (body instanceof FormData) payload = body
  else if (body !== undefined) {
    headers['Content-Type'] = 'application/json'
    payload = JSON.stringify(body)
  }
  const send = async () => {
    try {
      return await fetch(fullUrl(path, options.query), { method, headers, body: payload, signal: options.signal })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new ApiError(0, 0, 'network')
    }
  }
  const response = await send()
  if (response.status !== 401 || !tokens) return response
  if (!(await refreshTokens(tokens.accessToken))) return response
  headers.Authorization = `Bearer ${readTokens()?.accessToken ?? ''}`
  return send()
}

export async function errorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After')) || null
  try {
    const body = (await response.json()) as Envelope
    return new ApiError(response.status, body.code, body.message, body.errors ?? [], body.trace_id ?? null, retryAfter)
  } catch {
    return new ApiError(response.status, 0, response.statusText, [], response.headers.get('X-Request-Id'), retryAfter)
  }
}

async function call<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  const response = await fetchAuthorised(method, path, body, options)
  if (!response.ok) throw await errorOf(response)
  if (response.status === 204) return undefined as T
  return ((await response.json()) as Envelope).data as T
}

/** The whole answer, for 001's paths, where `pagination` stands beside `data`. */
export async function envelope<T>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<T> {
  const response = await fetchAuthorised(method, path, body, options)
  if (!response.ok) throw await errorOf(response)
  return (await response.json()) as T
}

export const api = {
  get: <T>(path: string, query?: Record<string, unknown>, options: RequestOptions = {}) =>
    call<T>('GET', path, undefined, { ...options, query: { ...query, ...options.query } }),
  post: <T>(path: string, body: unknown = {}, options?: RequestOptions) =>
    call<T>('POST', path, body, { idempotencyKey: true, ...options }),
  put: <T>(path: string, body: unknown = {}, options?: RequestOptions) => call<T>('PUT', path, body, options),
  del: <T>(path: string, options?: RequestOptions) => call<T>('DELETE', path, undefined, options),
  upload: <T>(path: string, file: File, options?: RequestOptions) => {
    const form = new FormData()
    form.append('file', file, file.name)
    return call<T>('POST', path, form, options)
  },
}
