// How far somebody is on the way to be on file, and what happened on it: the colours.
import type { ArchiveApplicationCard, ArchiveRecord } from '@shared/api/types'

type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'

export const STATUS_TONES = { draft: 'info', submitted: 'warning', approved: 'success', rejected: 'danger', withdrawn: 'info' } as const satisfies Record<ArchiveApplicationCard['status'], Tone>
export const KIND_TONES = {
  submitted: 'warning', approved: 'success', rejected: 'danger', withdrawn: 'info', converted: 'success', transferred: 'primary', merged: 'primary', split: 'primary', deleted: 'danger',
} as const satisfies Record<ArchiveRecord['kind'], Tone>
/** In the order in which they are offered as a filter. */
export const KINDS = ['submitted', 'approved', 'rejected', 'withdrawn', 'converted', 'transferred', 'merged', 'split', 'deleted'] as const
