import { FolderChecked, OfficeBuilding, Postcard } from '@element-plus/icons-vue'
import type { Area } from '@console/area'
import { useReviewBadge } from './archive/useReviewBadge'

export const area: Area = {
  nav: [
    { section: 'customers', order: 10, to: '/customers', label: 'customers.title', icon: Postcard, can: 'customers:read' },
    { section: 'customers', order: 20, to: '/organizations', label: 'customers.organizations', icon: OfficeBuilding, can: 'customers:read' },
    { section: 'customers', order: 30, to: '/archive', label: 'archive.title', icon: FolderChecked, can: 'customers:read', badge: useReviewBadge },
  ],
  routes: [
    { path: '/customers', name: 'customers', component: () => import('./CustomerList.vue'), meta: { can: 'customers:read', title: 'customers.title' } },
    { path: '/customers/:id(\\d+)', name: 'customer', component: () => import('./CustomerDetail.vue'), meta: { can: 'customers:read', title: 'customers.title' } },
    { path: '/customers/:id(\\d+)/archive', name: 'archive-form', component: () => import('./archive/ArchiveForm.vue'), meta: { can: 'customers:write', title: 'archive.formTitle' } },
    { path: '/customers/erasures', name: 'erasures', component: () => import('./privacy/ErasureList.vue'), meta: { can: 'customers:erase', title: 'privacy.erasures' } },
    { path: '/organizations', name: 'organizations', component: () => import('./OrganizationList.vue'), meta: { can: 'customers:read', title: 'customers.organizations' } },
    { path: '/organizations/:id(\\d+)', name: 'organization', component: () => import('./OrganizationDetail.vue'), meta: { can: 'customers:read', title: 'customers.organizations' } },
    { path: '/archive', name: 'archive-pending', component: () => import('./archive/PendingList.vue'), meta: { can: 'customers:read', title: 'archive.title' } },
    { path: '/archive/applications', name: 'archive-applications', component: () => import('./archive/ReviewList.vue'), meta: { can: 'customers:read', title: 'archive.title' } },
    { path: '/archive/applications/:id(\\d+)', name: 'archive-application', component: () => import('./archive/ApplicationDetail.vue'), meta: { can: 'customers:read', title: 'archive.application' } },
    { path: '/archive/records', name: 'archive-records', component: () => import('./archive/RecordList.vue'), meta: { can: 'customers:read', title: 'archive.title' } },
  ],
}
