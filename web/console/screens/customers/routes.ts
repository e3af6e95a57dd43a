import { OfficeBuilding, Postcard } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'customers', order: 10, to: '/customers', label: 'customers.title', icon: Postcard, can: 'customers:read' },
    { section: 'customers', order: 20, to: '/organizations', label: 'customers.organizations', icon: OfficeBuilding, can: 'customers:read' },
  ],
  routes: [
    { path: '/customers', name: 'customers', component: () => import('./CustomerList.vue'), meta: { can: 'customers:read', title: 'customers.title' } },
    { path: '/customers/:id(\\d+)', name: 'customer', component: () => import('./CustomerDetail.vue'), meta: { can: 'customers:read', title: 'customers.title' } },
    { path: '/organizations', name: 'organizations', component: () => import('./OrganizationList.vue'), meta: { can: 'customers:read', title: 'customers.organizations' } },
  ],
}
