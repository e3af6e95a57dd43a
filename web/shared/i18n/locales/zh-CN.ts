import { byArea } from '../index'

export default byArea(import.meta.glob('./zh-CN/*.json', { eager: true, import: 'default' }))
