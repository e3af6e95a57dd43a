// A ticket being written. Kept on the device after every change (files that are already uploaded too), so a
// dead battery or a wrong swipe costs nothing; the same idempotency key goes with each attempt to submit it.
import { reactive, ref, watch } from 'vue'
import { newKey } from '@shared/api/client'
import type { FileRef, TicketPriority } from '@shared/api/types'
import { readStored, writeStored } from '../../storage'
import { useAttachments } from './useAttachments'

export interface TicketDraft { subject: string; description: string; priority: TicketPriority; category: string; key: string }
interface Stored extends TicketDraft { files: FileRef[] }

export const TICKET_LIMITS = { subject: 200, description: 5000 } as const

function blank(subject = ''): TicketDraft {
  return { subject, description: '', priority: 'normal', category: '', key: newKey() }
}

export function useTicketDraft(storageKey: string, subject: string) {
  const stored = readStored<Stored>(storageKey)
  const restored = ref(stored !== null && (stored.subject !== '' || stored.description !== ''))
  const { files: storedFiles, ...storedDraft } = stored ?? { ...blank(), files: [] }
  const draft = reactive<TicketDraft>(stored ? { ...blank(), ...storedDraft } : blank(subject))
  if (!draft.subject) draft.subject = subject
  const attachments = useAttachments(storedFiles)
  const savedAt = ref<Date | null>(null)

  const worthKeeping = () => draft.subject !== '' || draft.description !== '' || attachments.done.value.length > 0
  watch([draft, attachments.done], () => {
    if (!worthKeeping()) return
    if (writeStored(storageKey, { ...draft, files: attachments.done.value } satisfies Stored)) savedAt.value = new Date()
  }, { deep: true })

  function discard(): void {
    Object.assign(draft, blank())
    attachments.clear()
    writeStored(storageKey, null)
    restored.value = false
    savedAt.value = null
  }

  return { draft, attachments, restored, savedAt, discard, forget: () => writeStored(storageKey, null) }
}
