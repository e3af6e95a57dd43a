// The words of tickets that the screens share. Which move is legal is decided by the server (`allowedMoves`).
import type { TicketPriority, TicketStatus } from '@shared/api/types'

export const STATUSES: TicketStatus[] = ['pending', 'processing', 'waiting_customer', 'pending_review', 'resolved', 'closed', 'cancelled']
export const PRIORITIES: TicketPriority[] = ['normal', 'urgent', 'critical']

type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'

export const STATUS_TONE: Record<TicketStatus, Tone> = {
  pending: 'warning', processing: 'primary', waiting_customer: 'warning', pending_review: 'primary', resolved: 'success', closed: 'info', cancelled: 'info',
}
export const PRIORITY_TONE: Record<TicketPriority, Tone> = { normal: 'info', urgent: 'warning', critical: 'danger' }

/** A way out that cannot be undone asks first. */
export const FINAL: ReadonlySet<TicketStatus> = new Set(['closed', 'cancelled'])

/** The button of a ticket is the move that leads on; the others stand in the menu. */
const FORWARD: TicketStatus[] = ['resolved', 'closed', 'processing']

export function mainMove(allowed: readonly TicketStatus[]): TicketStatus | null {
  return FORWARD.find((status) => allowed.includes(status)) ?? allowed[0] ?? null
}
