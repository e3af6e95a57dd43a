export default import.meta.glob('./zh-CN/*.json', { eager: true, import: 'default' })
