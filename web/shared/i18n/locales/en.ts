import { byArea } from '../index'

export default byArea(import.meta.glob('./en/*.json', { eager: true, import: 'default' }))
