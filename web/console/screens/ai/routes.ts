import { Coin, Connection, Cpu, DataLine, Odometer } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'ai', order: 10, to: '/ai/overview', label: 'ai.overview', icon: Odometer, can: 'ai-accounts:read' },
    { section: 'ai', order: 20, to: '/ai/accounts', label: 'ai.accounts', icon: Cpu, can: 'ai-accounts:read' },
    { section: 'ai', order: 30, to: '/ai/groups', label: 'aiGroups.title', icon: Connection, can: 'ai-groups:read' },
    { section: 'ai', order: 40, to: '/ai/monitor', label: 'aiUsage.monitor', icon: DataLine, can: 'ai-usage:read' },
    { section: 'ai', order: 50, to: '/ai/costs', label: 'aiUsage.costs', icon: Coin, can: 'ai-usage:read' },
  ],
  routes: [
    { path: '/ai/overview', name: 'ai-overview', component: () => import('./AiOverview.vue'), meta: { can: 'ai-accounts:read', title: 'ai.overview' } },
    { path: '/ai/accounts', name: 'ai-accounts', component: () => import('./accounts/AccountList.vue'), meta: { can: 'ai-accounts:read', title: 'ai.accounts' } },
    { path: '/ai/accounts/:id(\\d+)', name: 'ai-account', component: () => import('./accounts/AccountDetail.vue'), meta: { can: 'ai-accounts:read', title: 'ai.accounts' } },
    { path: '/ai/groups', name: 'ai-groups', component: () => import('./groups/GroupList.vue'), meta: { can: 'ai-groups:read', title: 'aiGroups.title' } },
    { path: '/ai/groups/:id(\\d+)', name: 'ai-group', component: () => import('./groups/GroupDetail.vue'), meta: { can: 'ai-groups:read', title: 'aiGroups.title' } },
    { path: '/ai/monitor', name: 'ai-monitor', component: () => import('./usage/UsageMonitor.vue'), meta: { can: 'ai-usage:read', title: 'aiUsage.monitor' } },
    { path: '/ai/costs', name: 'ai-costs', component: () => import('./usage/CostAnalysis.vue'), meta: { can: 'ai-usage:read', title: 'aiUsage.costs' } },
  ],
}
