// Saves what an operation answers as a file; the token travels in a header, so a plain link would not do.
import { errorOf, fetchAuthorised } from '@shared/api/client'

/** The name that the answer gives itself. */
export function nameOf(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded === undefined ? undefined : decodeURIComponent(encoded)
}

export async function saveFile(method: 'GET' | 'POST', path: string, body?: unknown): Promise<void> {
  const response = await fetchAuthorised(method, path, body)
  if (!response.ok) throw await errorOf(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameOf(response.headers.get('Content-Disposition')) ?? 'download'
  link.click()
  URL.revokeObjectURL(link.href)
}
