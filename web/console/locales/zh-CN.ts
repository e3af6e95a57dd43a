import { byArea } from '@shared/i18n'

export default byArea(import.meta.glob('./zh-CN/*.json', { eager: true, import: 'default' }))
