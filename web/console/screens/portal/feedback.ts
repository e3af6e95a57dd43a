// Where feedback stands, and what staff may do about it; the server holds the same table. Pure.
import type { Feedback, FeedbackStatus } from '@shared/api/types'

export const STATUSES = ['pending', 'processing', 'need_info', 'processed', 'reprocessing', 'closed'] as const satisfies FeedbackStatus[]
export const TONES = { pending: 'warning', processing: 'primary', need_info: 'info', processed: 'success', reprocessing: 'danger', closed: 'info' } as const satisfies Record<FeedbackStatus, string>

export function nextOf(status: Feedback['status']): ('processing' | 'processed' | 'need_info')[] {
  if (status === 'pending' || status === 'reprocessing') return ['processing']
  return status === 'processing' ? ['processed', 'need_info'] : []
}
