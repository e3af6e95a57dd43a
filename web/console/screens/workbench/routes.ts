import { ChatDotRound } from '@element-plus/icons-vue'
import type { Area } from '@console/area'
import { useDeskBadge } from './useDesk'

export const area: Area = {
  nav: [{ section: 'desk', order: 0, to: '/workbench', label: 'workbench.title', icon: ChatDotRound, can: 'sessions:serve', badge: useDeskBadge }],
  routes: [{ path: '/workbench/:id(\\d+)?', name: 'workbench', component: () => import('./Workbench.vue'), meta: { can: 'sessions:serve', title: 'workbench.title', layout: 'full' } }],
}
