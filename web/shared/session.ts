// Who is signed in, and what they may do. The permissions only hide what would be refused; the server decides.
import { readonly, shallowRef } from 'vue'
import { api, clearTokens, readTokens, storeTokens } from './api/client'
import type { LoginResult, Me } from './api/types'

const me = shallowRef<Me | null>(null)
const permissions = shallowRef<ReadonlySet<string>>(new Set())

function setMe(value: Me | null): void {
  me.value = value
  permissions.value = new Set(value?.permissions ?? [])
}

/** One permission, or any one of several. */
export function can(permission: string | readonly string[]): boolean {
  const wanted = typeof permission === 'string' ? [permission] : permission
  return wanted.some((code) => permissions.value.has(code))
}

async function load(): Promise<Me | null> {
  if (!readTokens()) {
    setMe(null)
    return null
  }
  setMe(await api.get<Me>('/user/info'))
  return me.value
}

function begin(result: LoginResult): void {
  storeTokens(result)
  setMe(result.user)
}

async function end(): Promise<void> {
  try {
    await api.post('/auth/logout')
  } finally {
    forget()
  }
}

/** Drops what this browser knows, without telling the server (it has already refused us). */
function forget(): void {
  clearTokens()
  setMe(null)
}

export function useSession() {
  return { me: readonly(me), can, load, begin, end, forget, setMe }
}
