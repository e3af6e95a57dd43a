import { Connection } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'customers', order: 40, to: '/relations', label: 'relations.title', icon: Connection, can: 'customers:read' }],
  routes: [{ path: '/relations', name: 'relations', component: () => import('./RelationList.vue'), meta: { can: 'customers:read', title: 'relations.title' } }],
}
