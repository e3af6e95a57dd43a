// What an import is at, and whether its mapping makes sense; the server checks it again.
import type { CustomerImport, CustomerImportCard, ImportField } from '@shared/api/types'

export const FIELDS: ImportField[] = ['code', 'name', 'gender', 'phone', 'email', 'landline', 'emergencyPhone', 'organization', 'creditCode', 'region', 'industry', 'position', 'department', 'duty', 'vip', 'profile', 'tags', 'note']
/** One of these tells whom a row means. */
export const KEYS: ImportField[] = ['code', 'phone', 'email']

export const BYTES_MAX = 64 * 1024 * 1024

/** What is wrong with a file before a byte of it travels. */
export function fileProblem(file: Pick<File, 'name' | 'size'>): 'macros' | 'wrongType' | 'emptyFile' | 'tooLarge' | null {
  if (/\.xlsm$/i.test(file.name)) return 'macros'
  if (!/\.(csv|xlsx)$/i.test(file.name)) return 'wrongType'
  if (file.size === 0) return 'emptyFile'
  return file.size > BYTES_MAX ? 'tooLarge' : null
}

export type MappingProblem = 'noName' | 'noKey' | 'twice'

export function mappingProblem(mapping: (ImportField | null)[]): MappingProblem | null {
  const fields = mapping.filter((field) => field !== null)
  if (new Set(fields).size < fields.length) return 'twice'
  if (!fields.includes('name')) return 'noName'
  return KEYS.some((key) => fields.includes(key)) ? null : 'noKey'
}

export type Status = CustomerImportCard['status']
export const TONES = { uploaded: 'info', checking: 'primary', checked: 'primary', running: 'primary', done: 'success', cancelled: 'warning', failed: 'danger' } as const
export const atWork = (status: Status | undefined) => status === 'checking' || status === 'running'

/** Which of the three steps is at hand: mapping, check, import. */
export function stepOf(status: Status): 0 | 1 | 2 {
  if (status === 'uploaded') return 0
  return status === 'checking' || status === 'checked' ? 1 : 2
}

export function percent(counts: CustomerImport['counts']): number {
  if (counts.total === null) return 0
  return counts.total === 0 ? 100 : Math.min(100, Math.floor((counts.processed / counts.total) * 100))
}
