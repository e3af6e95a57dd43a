import { Link } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'customers', order: 40, to: '/register-links', label: 'registration.title', icon: Link, can: 'customers:read' }],
  routes: [{ path: '/register-links', name: 'register-links', component: () => import('./LinkList.vue'), meta: { can: 'customers:read', title: 'registration.title' } }],
}
