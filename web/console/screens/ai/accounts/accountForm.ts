// The form of an account. Pure.
import type { AiAccount, AiAccountInput, AiServiceType } from '@shared/api/types'
import { isAmount, trimAmount } from '../model'

export const PRICES = ['input', 'output', 'cached', 'cacheWrite', 'call'] as const
export type PriceField = (typeof PRICES)[number]

export interface AccountForm {
  name: string
  serviceType: AiServiceType
  accountType: AiAccount['accountType']
  apiEndpoint: string
  apiKey: string
  models: string[]
  currentModel: string
  dailyLimit: number | null
  price: Record<PriceField, string>
  weight: number
  maxConcurrency: number
  firstByteSeconds: number
  idleSeconds: number
  totalSeconds: number
  isEnabled: boolean
}

export function blankForm(): AccountForm {
  return {
    name: '', serviceType: 'openai', accountType: 'shared', apiEndpoint: '', apiKey: '', models: [], currentModel: '', dailyLimit: null,
    price: { input: '0', output: '0', cached: '0', cacheWrite: '0', call: '0' }, weight: 100, maxConcurrency: 50,
    firstByteSeconds: 30, idleSeconds: 60, totalSeconds: 600, isEnabled: true,
  }
}

export function formOf(account: AiAccount): AccountForm {
  return {
    name: account.name, serviceType: account.serviceType, accountType: account.accountType, apiEndpoint: account.apiEndpoint ?? '', apiKey: '',
    models: [...account.supportedModels], currentModel: account.currentModel ?? '', dailyLimit: account.dailyLimit === 0 ? null : account.dailyLimit,
    price: { input: trimAmount(account.price.input), output: trimAmount(account.price.output), cached: trimAmount(account.price.cached), cacheWrite: trimAmount(account.price.cacheWrite), call: trimAmount(account.price.call) },
    weight: account.weight, maxConcurrency: account.maxConcurrency,
    firstByteSeconds: account.firstByteTimeoutMs / 1000, idleSeconds: account.idleTimeoutMs / 1000, totalSeconds: account.totalTimeoutMs / 1000,
    isEnabled: account.isEnabled,
  }
}

/** Whether the key must be typed: for a new account, and when its endpoint moves (the key would go to the new one). */
export function needsKey(form: AccountForm, account: Pick<AiAccount, 'apiEndpoint'> | null): boolean {
  return account === null || form.apiEndpoint.trim() !== (account.apiEndpoint ?? '')
}

export function isReady(form: AccountForm, account: Pick<AiAccount, 'apiEndpoint'> | null): boolean {
  return form.name.trim() !== ''
    && (form.apiKey.trim() !== '' || !needsKey(form, account))
    && (form.serviceType !== 'compatible' || form.apiEndpoint.trim() !== '')
    && PRICES.every((field) => isAmount(form.price[field]))
}

export function inputOf(form: AccountForm): AiAccountInput {
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  const amount = (field: PriceField) => form.price[field].trim()
  return {
    name: form.name.trim(), serviceType: form.serviceType, accountType: form.accountType,
    ...(text(form.apiKey) === null ? {} : { apiKey: form.apiKey.trim() }),
    apiEndpoint: text(form.apiEndpoint), supportedModels: form.models, currentModel: text(form.currentModel), dailyLimit: form.dailyLimit ?? 0,
    price: { input: amount('input'), output: amount('output'), cached: amount('cached'), cacheWrite: amount('cacheWrite'), call: amount('call') },
    weight: form.weight, maxConcurrency: form.maxConcurrency,
    firstByteTimeoutMs: Math.round(form.firstByteSeconds * 1000), idleTimeoutMs: Math.round(form.idleSeconds * 1000), totalTimeoutMs: Math.round(form.totalSeconds * 1000),
    isEnabled: form.isEnabled,
  }
}
