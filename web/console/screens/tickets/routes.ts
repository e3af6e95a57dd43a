import { Tickets } from '@element-plus/icons-vue'
import type { Area } from '@console/area'

export const area: Area = {
  nav: [{ section: 'desk', order: 20, to: '/tickets', label: 'tickets.title', icon: Tickets, can: 'tickets:read' }],
  routes: [
    { path: '/tickets', name: 'tickets', component: () => import('./TicketList.vue'), meta: { can: 'tickets:read', title: 'tickets.title' } },
    { path: '/tickets/:id(\\d+)', name: 'ticket', component: () => import('./TicketDetail.vue'), meta: { can: 'tickets:read', title: 'tickets.detailTitle' } },
  ],
}
