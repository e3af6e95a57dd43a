import type { Customer } from '@shared/api/types'

/** Colour of the profile states: a stranger, one to be filed, one on file. */
export const PROFILE_TONES = { temporary: 'info', pending_archive: 'warning', formal: 'success' } as const satisfies Record<Customer['profile'], string>
