import { ChatLineSquare, Guide } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'desk', order: 10, to: '/dispatch', label: 'sessions.dispatch', icon: Guide, can: 'sessions:supervise' },
    { section: 'desk', order: 12, to: '/sessions', label: 'sessions.history', icon: ChatLineSquare, can: 'sessions:read' },
  ],
  routes: [
    { path: '/dispatch', name: 'dispatch', component: () => import('./Dispatch.vue'), meta: { can: 'sessions:supervise', title: 'sessions.dispatch' } },
    { path: '/sessions', name: 'sessions', component: () => import('./SessionHistory.vue'), meta: { can: 'sessions:read', title: 'sessions.history' } },
    { path: '/sessions/:id(\\d+)', name: 'session', component: () => import('./SessionDetail.vue'), meta: { can: 'sessions:read', title: 'sessions.detail' } },
  ],
}
