// The signed-in customer: quick registration, login, logout, and the realtime connection that goes with them.
import { computed, watch, type DeepReadonly } from 'vue'
import { ApiError, api, signedIn } from '@shared/api/client'
import { startLive, stopLive } from '@shared/api/useLive'
import { useSession } from '@shared/session'
import type { CodeSent, LoginResult, Me, RegisterByLink, RegisterCustomer, RegisteredByLink, SignInOptions, UpdateMe } from '@shared/api/types'
import { readStored, writeStored } from './storage'
import { useTenant } from './tenant'

const session = useSession()

/** Who is signed in, as screens get to see it. */
export type Person = DeepReadonly<Me>
export type Registration = Omit<RegisterCustomer, 'tenant'>

async function register(form: Registration): Promise<void> {
  session.begin(await api.post<LoginResult>('/public/register', { ...form, tenant: useTenant().slug }, { anonymous: true }))
}

/** By a registration link; returns where to queue. */
async function join(token: string, form: RegisterByLink): Promise<RegisteredByLink> {
  const registered = await api.post<RegisteredByLink>(`/public/register/${token}`, form, { anonymous: true })
  session.begin(registered.login)
  return registered
}

async function login(phone: string, password: string): Promise<void> {
  session.begin(await api.post<LoginResult>('/public/login', { tenant: useTenant().slug, phone, password }, { anonymous: true }))
}

/** A code for a phone that is known to be somebody's; the answer is the same for any other. */
const sendCode = (phone: string) => api.post<CodeSent>('/public/login/phone/code', { tenant: useTenant().slug, phone }, { anonymous: true })

async function loginByCode(phone: string, code: string): Promise<void> {
  session.begin(await api.post<LoginResult>('/public/login/phone', { tenant: useTenant().slug, phone, code }, { anonymous: true }))
}

/** Whether the tenant lets customers in by code; without an answer there is the password. */
async function codesAllowed(): Promise<boolean> {
  const options = await api.get<SignInOptions>('/auth/options', { tenant: useTenant().slug }, { anonymous: true }).catch(() => null)
  return options?.phoneCodeCustomers === true
}

async function update(change: UpdateMe): Promise<void> {
  session.setMe(await api.put<Me>('/user/info', change))
}

const memory = () => `polydesk.portal.me.${useTenant().slug}`

/** A page opened without a network still knows whose it is: nobody is asked to sign in because of a tunnel. */
async function load(): Promise<void> {
  try {
    await session.load()
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 502)) throw error
    session.setMe(readStored<Me>(memory()))
  }
}

function forget(): void {
  writeStored(memory(), null)
  session.forget()
}

async function logout(): Promise<void> {
  writeStored(memory(), null)
  // A failed call must not keep a person signed in on a shared computer.
  await session.end().catch(() => undefined)
}

export function useAccount() {
  return {
    me: session.me,
    signedIn: computed(() => signedIn.value && session.me.value !== null),
    register,
    join,
    login,
    sendCode,
    loginByCode,
    codesAllowed,
    update,
    logout,
    forget,
    load,
  }
}

/** Keeps the realtime connection in step with who is signed in. Call once. */
export function followAccount(): void {
  watch(session.me, (me) => {
    if (!me) return stopLive()
    startLive(me)
    writeStored(memory(), me)
  }, { immediate: true })
}
