// What there is of a customer, in the order in which it is told.
import type { ErasurePreview } from '@shared/api/types'

type Counts = ErasurePreview['counts']

/** The bytes stand beside the number of files. */
export const COUNTS = [
  'sessions', 'messages', 'tickets', 'followUps', 'files', 'feedback', 'selfServiceVisits', 'relations', 'archiveRecords', 'signIns', 'letters', 'dataExports', 'merged',
] as const satisfies readonly Exclude<keyof Counts, 'fileBytes'>[]
