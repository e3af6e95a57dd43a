import { House } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'home', order: 0, to: '/', label: 'home.title', icon: House, can: 'self' }],
  routes: [{ path: '/', name: 'home', component: () => import('./Home.vue'), meta: { can: 'self', title: 'home.title' } }],
}
