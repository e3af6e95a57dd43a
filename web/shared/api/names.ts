/**
 * What is shown everywhere by its name. A conversation's card shows its customer, organization, agent and team,
 * but none of them is its own: when one changes, an event says once what it is now, and it is laid over whatever
 * shows it. Newest word wins, so it does not matter in which order a card and the news of a name arrive.
 * No network; crates/server/tests/it/fresh_fetch/names.rs proves the same rules against the server.
 */
import type { CustomerRef, OrganizationRef, TeamRef, UserRef } from './types'
import type { LiveEvent } from './live'
import { shallowRef, triggerRef } from 'vue'

type NameEvent =
  | { type: 'customer_update'; data: { customer: CustomerRef } }
  | { type: 'customer_merged'; data: { from: number; customer: CustomerRef } }
  | { type: 'organization_update'; data: { organization: OrganizationRef } }
  | { type: 'organization_removed'; data: { id: number } }
  | { type: 'user_update'; data: { user: UserRef } }
  | { type: 'team_update'; data: { team: TeamRef } }
  | { type: 'team_merged'; data: { from: number; team: TeamRef } }

type Kind = 'customer' | 'organization' | 'user' | 'team'
interface Ref { id: number }

/** Under which field a card shows what. */
const FIELDS: Readonly<Record<string, Kind>> = {
  customer: 'customer',
  organization: 'organization',
  agent: 'user',
  assignee: 'user',
  by: 'user',
  from: 'user',
  fromUser: 'user',
  leader: 'user',
  toUser: 'user',
  user: 'user',
  team: 'team',
  teams: 'team',
  toTeam: 'team',
}

/** What a short view holds of a thing; a view with more is the thing itself, and is fetched again instead. */
const REF_FIELDS: Readonly<Record<Kind, readonly string[]>> = {
  customer: ['id', 'name', 'vip', 'organization'],
  organization: ['id', 'name'],
  user: ['id', 'name', 'avatarUrl'],
  team: ['id', 'name'],
}

function isRef(value: unknown, kind: Kind): value is Ref {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Ref>).id === 'number'
    && Object.keys(value).every((key) => REF_FIELDS[kind].includes(key))
}

export class Names {
  private readonly known = { customer: new Map<number, CustomerRef>(), organization: new Map<number, OrganizationRef | null>(), user: new Map<number, UserRef>(), team: new Map<number, TeamRef>() }
  private readonly merged = new Map<number, number>()
  private readonly succeeded = new Map<number, number>()
  /** Whatever is computed by `lay` is computed anew when a name was learnt. */
  private readonly version = shallowRef(0)

  /** True when the event was about a name. */
  learn(event: LiveEvent): boolean {
    const learnt = this.take(event)
    if (learnt) triggerRef(this.version)
    return learnt
  }

  private take(event: LiveEvent): boolean {
    const news = event as unknown as NameEvent
    switch (news.type) {
      case 'customer_merged': this.merged.set(news.data.from, news.data.customer.id)
      // falls through
      case 'customer_update': this.known.customer.set(news.data.customer.id, news.data.customer); return true
      case 'organization_update': this.known.organization.set(news.data.organization.id, news.data.organization); return true
      case 'organization_removed': this.known.organization.set(news.data.id, null); return true
      case 'user_update': this.known.user.set(news.data.user.id, news.data.user); return true
      case 'team_merged': this.succeeded.set(news.data.from, news.data.team.id)
      // falls through
      case 'team_update': this.known.team.set(news.data.team.id, news.data.team); return true
      default: return false
    }
  }

  /** Nobody tells of it any more. */
  forget(kind: 'user' | 'team', id: number): void {
    this.known[kind].delete(id)
    triggerRef(this.version)
  }

  /** Another person signs in. */
  clear(): void {
    for (const known of Object.values(this.known)) known.clear()
    this.merged.clear()
    this.succeeded.clear()
    triggerRef(this.version)
  }

  /** The same value where nothing in it is known by another name. */
  lay<T>(value: T): T {
    void this.version.value
    if (Array.isArray(value)) {
      let changed = false
      const list = value.map((one: unknown) => {
        const laid = this.lay(one)
        changed ||= laid !== one
        return laid
      })
      return changed ? list as T : value
    }
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
    let copy: Record<string, unknown> | null = null
    for (const [field, inner] of Object.entries(value)) {
      const laid = this.layField(field, inner, value)
      if (laid === inner) continue
      copy ??= { ...value as Record<string, unknown> }
      copy[field] = laid
    }
    return (copy ?? value) as T
  }

  private layField(field: string, inner: unknown, owner: object): unknown {
    const kind = FIELDS[field]
    if (kind && Array.isArray(inner)) {
      const list = inner.map((one: unknown) => this.newest(one, kind, owner))
      return list.some((one, at) => one !== inner[at]) ? list : inner
    }
    return kind ? this.newest(inner, kind, owner) : this.lay(inner)
  }

  private newest(shown: unknown, kind: Kind, owner: object): unknown {
    if (!isRef(shown, kind)) return this.lay(shown)
    let id = shown.id
    // Tickets go to the team that takes over; conversations that are over keep the one that had them.
    const into = kind === 'customer' ? this.merged : kind === 'team' && 'no' in owner ? this.succeeded : null
    for (let next = into?.get(id); next !== undefined; next = into?.get(id)) id = next
    const known = this.known[kind].get(id)
    if (known === undefined) return this.lay(shown)
    // A customer's organization may have a newer name than the customer's last word.
    const laid = this.lay(known)
    return same(laid, shown) ? shown : laid
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [mine, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return Object.keys(mine).length === Object.keys(other).length && Object.keys(mine).every((key) => same(mine[key], other[key]))
}
