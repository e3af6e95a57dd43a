import { User } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'team', order: 10, to: '/users', label: 'users.title', icon: User, can: 'users:read' }],
  routes: [{ path: '/users', name: 'users', component: () => import('./UserList.vue'), meta: { can: 'users:read', title: 'users.title' } }],
}
