import { byArea, type Loaders } from '@shared/i18n'

export const loaders: Loaders = {
  'zh-CN': async () => ({ default: byArea((await import('./zh-CN')).default) }),
  en: async () => ({ default: byArea((await import('./en')).default) }),
}
