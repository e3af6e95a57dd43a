// Uploads with progress (fetch cannot report it), and the limits that are checked before a byte travels.
import { ApiError, freshToken, type FieldError } from '../api/client'
import type { FileRef } from '../api/types'
import { errorText, i18n } from '../i18n'

export const MAX_FILE_BYTES = 20 * 1024 * 1024
/** For the file picker; the server decides by the bytes. */
export const ACCEPT = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.zip,.rar,.txt,.csv'

/** What to say of a file that is not taken. */
export const REFUSED = { empty: 'chat.emptyFile', 'too-large': 'chat.tooLarge', 'wrong-type': 'chat.wrongType' } as const

export function acceptable(file: File): 'ok' | 'empty' | 'too-large' | 'wrong-type' {
  if (file.size === 0) return 'empty'
  if (file.size > MAX_FILE_BYTES) return 'too-large'
  const extension = `.${file.name.split('.').pop()?.toLowerCase() ?? ''}`
  return ACCEPT.split(',').includes(extension) ? 'ok' : 'wrong-type'
}

export interface UploadFailure { reason: 'empty' | 'wrong-type' | 'too-large' | 'other'; /** Sending the same bytes again may work. */ again: boolean }

/** What an upload failed of, by the server's code. The server looks into the file, so it may refuse what its name allowed. */
export function uploadFailure(error: unknown): UploadFailure {
  if (!(error instanceof ApiError)) return { reason: 'other', again: false }
  if (error.status === 0 || error.status >= 500) return { reason: 'other', again: true }
  if (error.code === 12201 || error.status === 415) return { reason: 'wrong-type', again: false }
  if (error.code === 12202 || error.status === 413) return { reason: 'too-large', again: false }
  return { reason: error.field('file') === 'is empty' ? 'empty' : 'other', again: false }
}

const WHY = { empty: 'chat.why.empty', 'too-large': 'chat.why.tooLarge', 'wrong-type': 'chat.why.wrongType' } as const

/** The reason in the reader's language. */
export function uploadReason(error: unknown): string {
  const { reason } = uploadFailure(error)
  return reason === 'other' ? errorText(error) : i18n.global.t(WHY[reason])
}

export async function uploadFile(file: File, onProgress: (share: number) => void): Promise<FileRef> {
  const token = await freshToken()
  const form = new FormData()
  form.append('file', file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.responseType = 'json'
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total) }
    request.onerror = () => reject(new ApiError(0, 0, 'network'))
    request.onload = () => {
      const body = request.response as { code: number; message: string; data?: FileRef; errors?: FieldError[]; trace_id?: string } | null
      if (request.status < 300 && body?.data) resolve(body.data)
      else reject(new ApiError(request.status, body?.code ?? 0, body?.message ?? '', body?.errors ?? [], body?.trace_id ?? null))
    }
    request.send(form)
  })
}
