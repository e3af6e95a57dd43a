// The draft of a group's binding: what each mode keeps, and what is sent. Pure.
import type { AiAccountRef, AiBindingInput, AiBindingMode, AiPool, AiResourceBinding, AiServiceType } from '@shared/api/types'

export const MODES: readonly AiBindingMode[] = ['dedicated', 'shared', 'hybrid']

export interface PoolDraft { serviceType: AiServiceType; maxUsagePercent: number }
/** Accounts and pools stand in the order in which they are asked. */
export interface BindingDraft { mode: AiBindingMode; accounts: number[]; pools: PoolDraft[] }

export function draftOf({ mode, config }: AiResourceBinding['binding']): BindingDraft {
  const byPriority = (a: { priority: number }, b: { priority: number }) => a.priority - b.priority
  const pools = (list: readonly AiPool[] | undefined) => [...(list ?? [])].sort(byPriority).map(({ serviceType, maxUsagePercent }) => ({ serviceType, maxUsagePercent }))
  return {
    mode,
    accounts: mode === 'hybrid' ? [...(config.primaryAccounts ?? [])] : [...(config.accounts ?? [])].sort(byPriority).map((account) => account.accountId),
    pools: pools(mode === 'hybrid' ? config.fallbackPools : config.poolConfig),
  }
}

export function inputOf(draft: BindingDraft): AiBindingInput {
  const pools = draft.pools.map((pool, place) => ({ ...pool, priority: place + 1 }))
  switch (draft.mode) {
    case 'dedicated': return { bindingMode: 'dedicated', bindingConfig: { accounts: draft.accounts.map((accountId, place) => ({ accountId, priority: place + 1 })) } }
    case 'shared': return { bindingMode: 'shared', bindingConfig: { poolConfig: pools } }
    case 'hybrid': return { bindingMode: 'hybrid', bindingConfig: { primaryAccounts: [...draft.accounts], fallbackPools: pools } }
  }
}

/** Modes that name accounts need one. */
export function isComplete(draft: BindingDraft): boolean {
  return draft.mode === 'shared' || draft.accounts.length > 0
}

/** Puts one of a list a place further up or down. */
export function moved<T>(list: readonly T[], at: number, step: -1 | 1): T[] {
  const to = at + step
  const copy = [...list]
  const [one] = copy.splice(at, 1)
  if (one === undefined || to < 0 || to >= list.length) return [...list]
  copy.splice(to, 0, one)
  return copy
}

/** What the draft would draw on now: names in their order, of those that work. */
export function reachable(draft: BindingDraft, accounts: readonly AiAccountRef[]): AiAccountRef[] {
  const works = (account: AiAccountRef) => account.status === 'active'
  const named = draft.mode === 'shared' ? [] : draft.accounts.flatMap((id) => accounts.filter((account) => account.id === id))
  const pooled = (service: AiServiceType) => accounts.filter((account) => account.accountType === 'shared' && account.serviceType === service)
  // Shared without a pool means every shared account.
  const everyPool = draft.mode === 'shared' && draft.pools.length === 0
  const pools = draft.mode === 'dedicated' ? [] : everyPool ? accounts.filter((account) => account.accountType === 'shared') : draft.pools.flatMap((pool) => pooled(pool.serviceType))
  return [...new Set([...named, ...pools])].filter(works)
}
