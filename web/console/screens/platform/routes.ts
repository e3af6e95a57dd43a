import { DataLine, Monitor, OfficeBuilding } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'platform', order: 10, to: '/platform', label: 'platform.overview', icon: DataLine, can: 'calls:read' },
    { section: 'platform', order: 20, to: '/tenants', label: 'platform.tenants', icon: OfficeBuilding, can: 'tenants:read' },
    { section: 'platform', order: 30, to: '/live-calls', label: 'calls.live', icon: Monitor, can: 'calls:read' },
  ],
  routes: [
    { path: '/platform', name: 'platform', component: () => import('./PlatformOverview.vue'), meta: { can: 'calls:read', title: 'platform.overview' } },
    { path: '/tenants', name: 'tenants', component: () => import('./TenantList.vue'), meta: { can: 'tenants:read', title: 'platform.tenants' } },
    { path: '/tenants/:id(\\d+)', name: 'tenant', component: () => import('./TenantDetail.vue'), meta: { can: 'tenants:read', title: 'platform.tenants' } },
    { path: '/live-calls', name: 'live-calls', component: () => import('./LiveCalls.vue'), meta: { can: 'calls:read', title: 'calls.live' } },
  ],
}
