// How feedback reads to the customer who gave it. Pure.
import type { FeedbackStatus } from '@shared/api/types'
import type { FeedbackTarget, FeedbackType } from '../../feedback'

export const STATUS_TEXT: Record<FeedbackStatus, string> = {
  pending: 'feedback.statusPending',
  processing: 'feedback.statusProcessing',
  processed: 'feedback.statusProcessed',
  closed: 'feedback.statusClosed',
  need_info: 'feedback.statusNeedInfo',
  reprocessing: 'feedback.statusReprocessing',
}

export const STATUS_TONE: Record<FeedbackStatus, '' | 'good' | 'warn' | 'brand'> = {
  pending: '',
  processing: 'brand',
  processed: 'good',
  closed: '',
  need_info: 'warn',
  reprocessing: 'brand',
}

export const TYPES: FeedbackType[] = ['service', 'feature', 'bug', 'suggestion']

export const TYPE_TEXT: Record<FeedbackType, string> = {
  service: 'feedback.typeService',
  feature: 'feedback.typeFeature',
  bug: 'feedback.typeBug',
  suggestion: 'feedback.typeSuggestion',
}

export interface About { kind: FeedbackTarget; id: number }

/** `ticket:12`, as links and choices spell what feedback is about. */
export function parseAbout(text: unknown): About | null {
  const [, kind, id] = /^(ticket|session|knowledge):(\d{1,15})$/.exec(typeof text === 'string' ? text : '') ?? []
  return kind && id ? { kind: kind as FeedbackTarget, id: Number(id) } : null
}

export const aboutText = (about: About): string => `${about.kind}:${about.id}`
