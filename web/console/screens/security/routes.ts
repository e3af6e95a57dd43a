import type { Area } from '@console/area'

export const area: Area = {
  nav: [],
  routes: [{ path: '/account/security', name: 'security', component: () => import('./Security.vue'), meta: { can: 'self', title: 'security.title' } }],
}
