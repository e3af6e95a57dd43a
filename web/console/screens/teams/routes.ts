import { Calendar, Headset } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'team', order: 30, to: '/teams', label: 'teams.title', icon: Headset, can: 'teams:read' },
    { section: 'team', order: 40, to: '/calendar', label: 'teams.calendar.title', icon: Calendar, can: 'teams:read' },
  ],
  routes: [
    { path: '/teams', name: 'teams', component: () => import('./TeamList.vue'), meta: { can: 'teams:read', title: 'teams.title' } },
    { path: '/teams/:id(\\d+)', name: 'team', component: () => import('./TeamDetail.vue'), meta: { can: 'teams:read', title: 'teams.title' } },
    { path: '/calendar', name: 'calendar', component: () => import('./CalendarPage.vue'), meta: { can: 'teams:read', title: 'teams.calendar.title' } },
  ],
}
