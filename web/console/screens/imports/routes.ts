import { Upload } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'customers', order: 50, to: '/customer-imports', label: 'imports.title', icon: Upload, can: 'customers:import' },
  ],
  routes: [
    { path: '/customer-imports', name: 'customer-imports', component: () => import('./ImportList.vue'), meta: { can: 'customers:import', title: 'imports.title' } },
    { path: '/customer-imports/:id(\\d+)', name: 'customer-import', component: () => import('./ImportDetail.vue'), meta: { can: 'customers:import', title: 'imports.title' } },
  ],
}
