// What this tab remembers while its person is away at a provider, or has still to sign in to bind an account.
import type { SignInApp, Provider } from '@shared/api/types'

const TRIP = 'polydesk.console.trip'
const TICKET = 'polydesk.console.ticket'

export interface Trip { purpose: 'login' | 'bind'; app: SignInApp; tenant: string; next: string }
export interface PendingBind { ticket: string; provider: Provider; name: string; until: number }

function read<T>(key: string): T | null {
  try {
    const raw = sessionStorage.getItem(key)
    return raw ? (JSON.parse(raw) as T) : null
  } catch {
    return null
  }
}

export const leaveFor = (url: string, trip: Trip): void => {
  sessionStorage.setItem(TRIP, JSON.stringify(trip))
  window.location.assign(url)
}

/** What the trip was for; asked once. */
export function backFromTrip(): Trip | null {
  const trip = read<Trip>(TRIP)
  sessionStorage.removeItem(TRIP)
  return trip
}

export const keepTicket = (pending: PendingBind): void => sessionStorage.setItem(TICKET, JSON.stringify(pending))
export const dropTicket = (): void => sessionStorage.removeItem(TICKET)

export function pendingBind(): PendingBind | null {
  const pending = read<PendingBind>(TICKET)
  if (pending && pending.until > Date.now()) return pending
  dropTicket()
  return null
}

/** Only a path of our own: a link must not send a freshly signed-in person elsewhere. */
export function ownPath(next: unknown): string {
  return typeof next === 'string' && next.startsWith('/') && !next.startsWith('//') ? next : '/'
}

/** The website's QR code outside WeChat, the official account's page inside it. */
export function usableApps(apps: readonly SignInApp[], userAgent = navigator.userAgent): SignInApp[] {
  const inside = userAgent.includes('MicroMessenger/')
  return apps.filter((app) => (app === 'wechat' ? !inside : app === 'wechat_h5' ? inside : true))
}
