// How a ticket's state reads to a customer, and how far along it is.
import type { TicketPriority, TicketStatus } from '@shared/api/types'

export const STATUS_TEXT: Record<TicketStatus, string> = {
  pending: 'tickets.statusPending',
  processing: 'tickets.statusProcessing',
  waiting_customer: 'tickets.statusWaitingCustomer',
  pending_review: 'tickets.statusPendingReview',
  resolved: 'tickets.statusResolved',
  closed: 'tickets.statusClosed',
  cancelled: 'tickets.statusCancelled',
}

export const STATUS_TONE: Record<TicketStatus, '' | 'good' | 'warn' | 'brand'> = {
  pending: '',
  processing: 'brand',
  waiting_customer: 'warn',
  pending_review: 'brand',
  resolved: 'good',
  closed: '',
  cancelled: '',
}

export const PRIORITY_TEXT: Record<TicketPriority, string> = {
  normal: 'tickets.priorityNormal',
  urgent: 'tickets.priorityUrgent',
  critical: 'tickets.priorityCritical',
}

export const STEPS = ['tickets.stepSubmitted', 'tickets.stepProcessing', 'tickets.stepResolved', 'tickets.stepClosed'] as const

/** Index of the step that a ticket is at; a cancelled one never gets past its submission. */
export function stepOf(status: TicketStatus): number {
  switch (status) {
    case 'pending':
    case 'cancelled': return 0
    case 'processing':
    case 'waiting_customer':
    case 'pending_review': return 1
    case 'resolved': return 2
    case 'closed': return 3
  }
}
