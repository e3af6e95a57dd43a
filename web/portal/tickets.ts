// The customer's tickets, over 001's paths and in 001's shapes (snake_case).
import { api, envelope } from '@shared/api/client'
import type { components } from '@shared/api/schema'
import type { FileRef } from '@shared/api/types'
import type { PortalPagination } from './knowledge'

type Schemas = components['schemas']

/** The generated types leave out of count that the server always sends a field, be it null. */
export type PortalReply = Omit<Required<Schemas['PortalReply']>, 'attachments'> & { attachments: FileRef[] }
export type PortalTicketCard = Required<Schemas['PortalTicketCard']>
export type PortalTicket = Omit<Required<Schemas['PortalTicket']>, 'attachments' | 'replies'> & { attachments: FileRef[]; replies: PortalReply[] }
export type NewPortalTicket = Schemas['NewPortalTicket']

const BASE = '/customer-portal/tickets'

export const tickets = {
  list: (query: { page: number; size: number; status?: string }) =>
    envelope<{ data: PortalTicketCard[]; pagination: PortalPagination }>('GET', BASE, undefined, { query }),
  get: (id: number) => api.get<PortalTicket>(`${BASE}/${id}`),
  create: (ticket: NewPortalTicket, idempotencyKey: string) => api.post<PortalTicket>(BASE, ticket, { idempotencyKey }),
  reply: (id: number, content: string, fileIds: number[]) => api.post<unknown>(`${BASE}/${id}/replies`, { content, file_ids: fileIds }),
  end: (id: number, status: Schemas['PortalTicketEnd']) => api.put<PortalTicket>(`${BASE}/${id}`, { status }),
  reopen: (id: number, reason: string) => api.post<unknown>(`${BASE}/${id}/reopen`, { reason }),
  rate: (id: number, score: number, comment: string) =>
    api.post<unknown>('/customer-portal/satisfaction', { target_type: 'ticket', target_id: id, score, comment: comment || undefined }),
}
