// The customer's feedback, over 001's paths and in 001's shapes (snake_case).
import { api, envelope } from '@shared/api/client'
import type { components } from '@shared/api/schema'
import type { Feedback } from '@shared/api/types'
import type { PortalPagination } from './knowledge'

type Schemas = components['schemas']

export type FeedbackType = Schemas['FeedbackType']
export type FeedbackTarget = Schemas['FeedbackTarget']
export type GiveFeedback = Schemas['GiveFeedback']

const BASE = '/customer-portal/feedback'

export const feedback = {
  list: (query: { page: number; size: number }) =>
    envelope<{ data: Feedback[]; pagination: PortalPagination }>('GET', BASE, undefined, { query }),
  get: (id: number) => api.get<Feedback>(`${BASE}/${id}`),
  give: (given: GiveFeedback, idempotencyKey: string) => api.post<Feedback>(BASE, given, { idempotencyKey }),
  answer: (id: number, status: Schemas['FeedbackStatus'], content = '') => api.put<Feedback>(`${BASE}/${id}`, { status, content }),
}
