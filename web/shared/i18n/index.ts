// Languages: zh-CN is the source, en is complete. Each app gives one loader per language, so that a browser
// downloads only the language it shows. Catalogue file `<area>.json` is reached as `<area>.<key>`.
import { createI18n } from 'vue-i18n'
import type { ApiError } from '../api/client'

export type Locale = 'zh-CN' | 'en'
export type Messages = Record<string, unknown>
export type Loaders = Record<Locale, () => Promise<{ default: Messages }>>

const STORAGE_KEY = 'polydesk.locale'

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: false, messages: {} })

let loaders: Loaders[] = []
const loaded = new Set<Locale>()

/** `{ './zh-CN/users.json': {...} }` becomes `{ users: {...} }`. */
export function byArea(files: Record<string, unknown>): Messages {
  return Object.fromEntries(Object.entries(files).map(([path, messages]) => [/([^/]+)\.json$/.exec(path)?.[1] ?? path, messages]))
}

export function preferredLocale(): Locale {
  const saved = localStorage.getItem(STORAGE_KEY)
  if (saved === 'zh-CN' || saved === 'en') return saved
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

const sharedLoaders: Loaders = {
  'zh-CN': () => import('./locales/zh-CN'),
  en: () => import('./locales/en'),
}

export async function setupI18n(appLoaders: Loaders, first: Locale = preferredLocale()): Promise<typeof i18n> {
  loaders = [sharedLoaders, appLoaders]
  await setLocale(first, false)
  return i18n
}

export async function setLocale(locale: Locale, remember = true): Promise<void> {
  if (!loaded.has(locale)) {
    const parts = await Promise.all(loaders.map((loader) => loader[locale]()))
    const merged: Record<string, never> = Object.assign({}, ...parts.map((part) => part.default))
    i18n.global.setLocaleMessage(locale, merged)
    loaded.add(locale)
  }
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(STORAGE_KEY, locale)
}

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale
}

/** What to tell a person about a failed call: by registry code, then by status, then in general. */
export function errorText(error: unknown): string {
  const { t, te } = i18n.global
  const failure = error as Partial<ApiError> | null
  const keys = [`error.${failure?.code ?? 0}`, `error.http${failure?.status ?? 0}`]
  const key = failure?.name === 'ApiError' ? keys.find((candidate) => candidate !== 'error.0' && te(candidate)) : undefined
  return t(key ?? (failure?.name === 'ApiError' ? 'error.unknown' : 'error.client'))
}
