// Files on their way to a ticket or a reply: checked, uploaded one by one with progress, kept as references.
import { computed, ref } from 'vue'
import { newKey } from '@shared/api/client'
import { REFUSED, acceptable, uploadFailure, uploadFile, uploadReason } from '@shared/chat/upload'
import type { FileRef } from '@shared/api/types'

export const MAX_FILES = 9

export interface Attachment {
  key: string
  name: string
  /** 0..1 */
  progress: number
  /** Why it failed, and whether it may be tried again. */
  failed: { why: string; again: boolean } | null
  ref: FileRef | null
}

export interface Refusal { key: string; values: Record<string, string | number> }

export function useAttachments(initial: FileRef[] = []) {
  const list = ref<Attachment[]>(initial.map((file) => ({ key: newKey(), name: file.name, progress: 1, failed: null, ref: file })))
  const files = new Map<string, File>()

  function patch(key: string, change: Partial<Attachment>): void {
    list.value = list.value.map((item) => (item.key === key ? { ...item, ...change } : item))
  }

  async function run(key: string): Promise<void> {
    const file = files.get(key)
    if (!file) return
    patch(key, { failed: null, progress: 0 })
    try {
      const stored = await uploadFile(file, (progress) => patch(key, { progress }))
      patch(key, { ref: stored, progress: 1 })
      files.delete(key)
    } catch (error) {
      patch(key, { failed: { why: uploadReason(error), again: uploadFailure(error).again } })
    }
  }

  /** Takes what fits; says why the rest was refused. */
  function add(picked: File[]): Refusal[] {
    const refused: Refusal[] = []
    for (const file of picked) {
      const verdict = acceptable(file)
      if (list.value.length >= MAX_FILES) {
        refused.push({ key: 'tickets.tooManyFiles', values: { max: MAX_FILES } })
        break
      }
      if (verdict !== 'ok') {
        refused.push({ key: REFUSED[verdict], values: { name: file.name } })
        continue
      }
      const key = newKey()
      files.set(key, file)
      list.value = [...list.value, { key, name: file.name, progress: 0, failed: null, ref: null }]
      void run(key)
    }
    return refused
  }

  return {
    list,
    add,
    retry: run,
    remove: (key: string) => {
      files.delete(key)
      list.value = list.value.filter((item) => item.key !== key)
    },
    clear: () => {
      files.clear()
      list.value = []
    },
    uploading: computed(() => list.value.some((item) => !item.ref && !item.failed)),
    done: computed(() => list.value.flatMap((item) => (item.ref ? [item.ref] : []))),
  }
}
