// The imports started from this browser; the server keeps the jobs themselves.
import { api } from '@shared/api/client'
import type { ImportJob } from '@shared/api/types'
import { useLocalStorage } from '@vueuse/core'
import { useSubmit } from '../../submit'

const KEPT = 10

export function useImports() {
  const { busy, run } = useSubmit()
  const jobs = useLocalStorage<number[]>('polydesk.console.imports', [])

  async function upload(file: File) {
    const job = await run(() => api.upload<ImportJob>('/kb/imports', file))
    if (job) jobs.value = [job.id, ...jobs.value.filter((id) => id !== job.id)].slice(0, KEPT)
  }

  return { busy, jobs, upload }
}
