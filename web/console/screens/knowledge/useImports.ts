// The imports started from this browser; the server keeps the jobs themselves.
import { ApiError, api } from '@shared/api/client'
import type { ImportJob } from '@shared/api/types'
import { errorText } from '@shared/i18n'
import { useLocalStorage } from '@vueuse/core'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSubmit } from '../../submit'
import { fileProblem, reasonOf } from './importReasons'

const KEPT = 10

export function useReasonText() {
  const { t } = useI18n()
  return (text: string) => {
    const reason = reasonOf(text)
    return reason ? t(`knowledge.reason.${reason.key}`, reason.values) : text
  }
}

export function useImports() {
  const { t } = useI18n()
  const { busy, run } = useSubmit()
  const reasonText = useReasonText()
  const jobs = useLocalStorage<number[]>('polydesk.console.imports', [])
  /** The file that was not taken, and why. */
  const refused = ref<{ name: string; why: string } | null>(null)

  async function upload(file: File) {
    const problem = fileProblem(file)
    refused.value = problem ? { name: file.name, why: t(`knowledge.reason.${problem}`) } : null
    if (problem) return
    const job = await run(() => api.upload<ImportJob>('/kb/imports', file), (error) => {
      const said = error instanceof ApiError ? error.field('file') : undefined
      refused.value = { name: file.name, why: said ? reasonText(said) : errorText(error) }
      return true
    })
    if (job) jobs.value = [job.id, ...jobs.value.filter((id) => id !== job.id)].slice(0, KEPT)
  }

  return { busy, jobs, refused, upload }
}
