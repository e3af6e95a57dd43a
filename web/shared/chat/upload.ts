// Uploads with progress (fetch cannot report it), and the limits that are checked before a byte travels.
import { ApiError, freshToken, type FieldError } from '../api/client'
import type { FileRef } from '../api/types'

export const MAX_FILE_BYTES = 20 * 1024 * 1024
/** For the file picker; the server decides by the bytes. */
export const ACCEPT = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.zip,.rar,.txt,.csv'

export function acceptable(file: File): 'ok' | 'too-large' | 'wrong-type' {
  if (file.size > MAX_FILE_BYTES) return 'too-large'
  const extension = `.${file.name.split('.').pop()?.toLowerCase() ?? ''}`
  return ACCEPT.split(',').includes(extension) ? 'ok' : 'wrong-type'
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
