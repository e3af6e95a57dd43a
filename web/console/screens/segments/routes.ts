import { Filter } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'customers', order: 35, to: '/segments', label: 'segments.title', icon: Filter, can: 'customers:read' }],
  routes: [
    { path: '/segments', name: 'segments', component: () => import('./SegmentList.vue'), meta: { can: 'customers:read', title: 'segments.title' } },
    { path: '/segments/new', name: 'segment-new', component: () => import('./SegmentEdit.vue'), meta: { can: 'customers:write', title: 'segments.create' } },
    { path: '/segments/:id(\\d+)', name: 'segment', component: () => import('./SegmentDetail.vue'), meta: { can: 'customers:read', title: 'segments.title' } },
    { path: '/segments/:id(\\d+)/edit', name: 'segment-edit', component: () => import('./SegmentEdit.vue'), meta: { can: 'customers:write', title: 'segments.edit' } },
  ],
}
