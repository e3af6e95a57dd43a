// The app's one realtime connection: started at sign-in, stopped at sign-out, shared by all screens.
import { shallowRef, type ShallowRef } from 'vue'
import { api, freshToken, readTokens, refreshTokens } from './client'
import { Live, type LiveState } from './live'
import type { Me, Message } from './types'

let live: Live | null = null
let owner = ''
const state = shallowRef<LiveState>('idle')
const transport = shallowRef<string>('websocket')

/** Returns the running connection of this person, or starts it. */
export function startLive(me: Pick<Me, 'id' | 'kind' | 'tenant'>): Live {
  const key = `polydesk.outbox.${me.tenant.id}.${me.kind}.${me.id}`
  if (live && owner === key && live.state !== 'closed') return live
  live?.stop()
  owner = key
  const base = me.kind === 'customer' ? '/me/sessions' : '/sessions'
  const started = new Live({
    url: `${location.origin.replace(/^http/, 'ws')}/ws`,
    apiBase: '/api/v1',
    getToken: freshToken,
    renewToken: () => refreshTokens(readTokens()?.accessToken ?? ''),
    postMessage: (sessionId, message) => api.post<Message>(`${base}/${sessionId}/messages`, message),
    outboxKey: key,
  })
  started.onState((value) => {
    state.value = value
    transport.value = started.transport
  })
  live = started
  started.start()
  return started
}

export function stopLive(): void {
  live?.stop()
  live = null
  owner = ''
}

export function useLiveState(): { state: Readonly<ShallowRef<LiveState>>; transport: Readonly<ShallowRef<string>> } {
  return { state, transport }
}
