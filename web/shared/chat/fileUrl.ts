// Blob URLs of files that need the token, kept while the page lives: switching between conversations must
// not load a picture twice. The oldest are let go past a limit.
import { errorOf, fetchAuthorised } from '../api/client'

const LIMIT = 80
const known = new Map<string, Promise<string>>()

export function fileUrl(path: string): Promise<string> {
  const found = known.get(path)
  if (found) return found
  const loading = load(path)
  known.set(path, loading)
  loading.catch(() => known.delete(path))
  if (known.size > LIMIT) evict()
  return loading
}

async function load(path: string): Promise<string> {
  const response = await fetchAuthorised('GET', path)
  if (!response.ok) throw await errorOf(response)
  return URL.createObjectURL(await response.blob())
}

function evict(): void {
  const oldest = known.keys().next().value
  if (oldest === undefined) return
  void known.get(oldest)?.then((url) => URL.revokeObjectURL(url), () => undefined)
  known.delete(oldest)
}
