// The customer's tickets, over 001's paths and in 001's shapes (snake_case).
import { api, envelope } from '@shared/api/client'
import type { FileRef, TicketPriority, TicketStatus } from '@shared/api/types'
import type { PortalPagination } from './knowledge'

export interface PortalReply {
  id: number
  author_kind: 'user' | 'customer' | 'system'
  author_name: string
  content: string
  attachments: FileRef[]
  change: { from: TicketStatus; to: TicketStatus } | null
  created_at: string
}

export interface PortalTicketCard {
  id: number
  no: string
  subject: string
  status: TicketStatus
  priority: TicketPriority
  category: string | null
  created_at: string
  updated_at: string
}

export interface PortalTicket extends PortalTicketCard {
  description: string
  resolved_at: string | null
  rating: number | null
  agent_name: string | null
  attachments: FileRef[]
  replies: PortalReply[]
  can_reply: boolean
  can_rate: boolean
  can_reopen: boolean
  can_cancel: boolean
}

export interface NewPortalTicket { subject: string; description: string; priority: TicketPriority; category?: string; file_ids?: number[] }

const BASE = '/customer-portal/tickets'

export const tickets = {
  list: (query: { page: number; size: number; status?: string }) =>
    envelope<{ data: PortalTicketCard[]; pagination: PortalPagination }>('GET', BASE, undefined, { query }),
  get: (id: number) => api.get<PortalTicket>(`${BASE}/${id}`),
  create: (ticket: NewPortalTicket, idempotencyKey: string) => api.post<PortalTicket>(BASE, ticket, { idempotencyKey }),
  reply: (id: number, content: string, fileIds: number[]) => api.post<unknown>(`${BASE}/${id}/replies`, { content, file_ids: fileIds }),
  end: (id: number, status: 'closed' | 'cancelled') => api.put<PortalTicket>(`${BASE}/${id}`, { status }),
  reopen: (id: number, reason: string) => api.post<unknown>(`${BASE}/${id}/reopen`, { reason }),
  rate: (id: number, score: number, comment: string) =>
    api.post<unknown>('/customer-portal/satisfaction', { target_type: 'ticket', target_id: id, score, comment: comment || undefined }),
}
