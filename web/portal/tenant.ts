// Which tenant this page belongs to: /portal/<slug>/..., or the server's default at /portal/.
// The public face of the tenant (title, colour, welcome) is kept on the device, so that the page opens
// in its own colours at once, and also without a network.
import { shallowRef } from 'vue'
import { ApiError, api } from '@shared/api/client'
import type { PublicTenant } from '@shared/api/types'

export const DEFAULT_SLUG = 'default'
const CACHE_PREFIX = 'polydesk.portal.tenant.'

const tenant = shallowRef<PublicTenant | null>(null)

export function slugFromPath(pathname: string): string {
  const slug = /^\/portal\/([a-z0-9][a-z0-9-]*)(?:\/|$)/i.exec(pathname)?.[1]
  return slug?.toLowerCase() ?? DEFAULT_SLUG
}

export function useTenant() {
  if (!tenant.value) throw new Error('the tenant is opened before the app is mounted')
  return tenant.value
}

export type Feature = 'knowledge' | 'ai_chat' | 'live_chat' | 'tickets' | 'feedback'

/** Whether the tenant's portal has this part. */
export function offers(feature: Feature): boolean {
  return useTenant().features.includes(feature)
}

function cached(slug: string): PublicTenant | null {
  try {
    return JSON.parse(localStorage.getItem(CACHE_PREFIX + slug) ?? 'null') as PublicTenant | null
  } catch {
    return null
  }
}

/** Asks the server; falls back on what this device knows only when no answer came at all. */
export async function openTenant(slug: string): Promise<PublicTenant> {
  try {
    tenant.value = await api.get<PublicTenant>(`/public/tenants/${slug}`, undefined, { anonymous: true })
    localStorage.setItem(CACHE_PREFIX + slug, JSON.stringify(tenant.value))
  } catch (error) {
    const known = cached(slug)
    const unreachable = error instanceof ApiError && (error.status === 0 || error.status >= 502)
    if (!unreachable || !known) throw error
    tenant.value = known
  }
  return tenant.value
}
