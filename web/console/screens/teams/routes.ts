import { Headset } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'team', order: 30, to: '/teams', label: 'teams.title', icon: Headset, can: 'teams:read' }],
  routes: [{ path: '/teams', name: 'teams', component: () => import('./TeamList.vue'), meta: { can: 'teams:read', title: 'teams.title' } }],
}
