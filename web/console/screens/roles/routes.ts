import { Key } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'team', order: 20, to: '/roles', label: 'roles.title', icon: Key, can: 'roles:read' }],
  routes: [{ path: '/roles', name: 'roles', component: () => import('./RoleList.vue'), meta: { can: 'roles:read', title: 'roles.title' } }],
}
