import { ChatLineRound, Connection, DataAnalysis, Lock, Message, Operation, Promotion, Tickets } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [
    { section: 'desk', order: 80, to: '/quick-replies', label: 'system.quickReplies', icon: ChatLineRound, can: 'quick-replies:read' },
    { section: 'system', order: 10, to: '/assignment', label: 'system.assignment', icon: Operation, can: 'settings:read' },
    { section: 'system', order: 12, to: '/sign-in', label: 'signin.title', icon: Lock, can: 'settings:read' },
    { section: 'system', order: 14, to: '/senders', label: 'signin.senders', icon: Promotion, can: 'settings:read' },
    { section: 'system', order: 20, to: '/api-keys', label: 'system.apiKeys', icon: Connection, can: 'api-keys:read' },
    { section: 'system', order: 30, to: '/calls', label: 'calls.mine', icon: DataAnalysis, can: 'calls:read-own' },
    { section: 'system', order: 40, to: '/mail', label: 'system.mail', icon: Message, can: 'mail:read' },
    { section: 'system', order: 50, to: '/audit', label: 'system.audit', icon: Tickets, can: 'audit:read' },
  ],
  routes: [
    { path: '/quick-replies', name: 'quick-replies', component: () => import('./QuickReplyList.vue'), meta: { can: 'quick-replies:read', title: 'system.quickReplies' } },
    { path: '/assignment', name: 'assignment', component: () => import('./AssignmentSettings.vue'), meta: { can: 'settings:read', title: 'system.assignment' } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./SignInSettings.vue'), meta: { can: 'settings:read', title: 'signin.title' } },
    { path: '/senders', name: 'senders', component: () => import('./Senders.vue'), meta: { can: 'settings:read', title: 'signin.senders' } },
    { path: '/api-keys', name: 'api-keys', component: () => import('./ApiKeyList.vue'), meta: { can: 'api-keys:read', title: 'system.apiKeys' } },
    { path: '/calls', name: 'own-calls', component: () => import('../platform/OwnCalls.vue'), meta: { can: 'calls:read-own', title: 'calls.mine' } },
    { path: '/mail', name: 'mail', component: () => import('./MailOutbox.vue'), meta: { can: 'mail:read', title: 'system.mail' } },
    { path: '/audit', name: 'audit', component: () => import('./AuditLog.vue'), meta: { can: 'audit:read', title: 'system.audit' } },
  ],
}
