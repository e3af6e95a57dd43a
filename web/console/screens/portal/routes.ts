import { ChatDotSquare, Monitor } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'system', order: 4, to: '/portal', label: 'portal.settings', icon: Monitor, can: 'portal:manage' },
    { section: 'system', order: 6, to: '/feedback', label: 'portal.feedback', icon: ChatDotSquare, can: 'portal:manage' },
  ],
  routes: [
    { path: '/portal', name: 'portal', component: () => import('./PortalSettings.vue'), meta: { can: 'portal:manage', title: 'portal.settings' } },
    { path: '/feedback', name: 'feedback', component: () => import('./FeedbackList.vue'), meta: { can: 'portal:manage', title: 'portal.feedback' } },
  ],
}
