// What the AI pages have in common: services, states, and how near a group is to its limits. Pure.
import type { AiBudgetAlert, AiGroup, AiServiceType } from '@shared/api/types'

export const SERVICES: readonly AiServiceType[] = ['claude', 'openai', 'gemini', 'qwen', 'deepseek', 'compatible']

/** Where a service's API begins when an account names no place of its own. */
export const ENDPOINTS: Readonly<Record<AiServiceType, string>> = {
  claude: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  gemini: 'https://generativelanguage.googleapis.com/v1beta',
  qwen: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
  deepseek: 'https://api.deepseek.com/v1',
  compatible: '',
}

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'
export const STATUS_TONES = { active: 'success', inactive: 'info', error: 'danger' } as const
export const KEY_TONES = { active: 'success', replaced: 'warning', expired: 'info', revoked: 'danger' } as const
export const CALL_TONES: Readonly<Record<string, Tone>> = { success: 'success', error: 'danger', timeout: 'danger', cancelled: 'warning', unknown: 'info' }
export const PRIORITY_TONES = { high: 'primary', medium: 'info', low: 'info' } as const

/** How much of a limit is used, in per cent; null without a limit. */
export function usedPercent(used: number, allowed: number | null): number | null {
  if (allowed === null || allowed <= 0) return null
  return (used / allowed) * 100
}

export function limitTone(percent: number | null, warning: number, alert: number): 'success' | 'warning' | 'danger' {
  if (percent === null || percent < warning) return 'success'
  return percent < alert ? 'warning' : 'danger'
}

export interface Limits { tokens: number | null; budget: number | null; tighter: number | null; tone: 'success' | 'warning' | 'danger' }

/** Both limits of a group, and the one that it meets first. */
export function limitsOf(group: Pick<AiGroup, 'dailyUsedTokens' | 'dailyTokenLimit' | 'monthlyUsedBudget' | 'monthlyBudget' | 'warningThreshold' | 'alertThreshold'>): Limits {
  const tokens = usedPercent(group.dailyUsedTokens, group.dailyTokenLimit === 0 ? null : group.dailyTokenLimit)
  const budget = usedPercent(Number(group.monthlyUsedBudget), group.monthlyBudget === null ? null : Number(group.monthlyBudget))
  const tighter = tokens === null ? budget : budget === null ? tokens : Math.max(tokens, budget)
  return { tokens, budget, tighter, tone: limitTone(tighter, group.warningThreshold, group.alertThreshold) }
}

/** An alert's amounts are tokens, or micro-units of money. */
export function alertAmounts(alert: Pick<AiBudgetAlert, 'measure' | 'used' | 'allowed'>): { used: number; allowed: number } {
  const unit = alert.measure === 'monthly_budget' ? 1_000_000 : 1
  return { used: alert.used / unit, allowed: alert.allowed / unit }
}

/** A decimal with at most six places, as amounts travel. */
export function isAmount(text: string): boolean {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text.trim())
}

/** "21.600000" as a form shows it. */
export function trimAmount(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}
