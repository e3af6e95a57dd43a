import { Share } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'team', order: 15, to: '/departments', label: 'departments.title', icon: Share, can: 'departments:read' }],
  routes: [{ path: '/departments', name: 'departments', component: () => import('./DepartmentPage.vue'), meta: { can: 'departments:read', title: 'departments.title' } }],
}
