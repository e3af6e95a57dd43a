// The form behind a registration link: what it asks for, the code, and what follows.
import { useIntervalFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { ApiError, api } from '@shared/api/client'
import type { CodeSent, Invitation } from '@shared/api/types'
import { useAccount } from '../../account'
import { useOpenSession } from '../../openSession'
import { readStored, writeStored } from '../../storage'
import { checkRegistration, emptyRegistration, normalPhone, validPhone, type Complaint, type FieldName } from '../talk/registration'

export type JoinField = FieldName | 'code'

export function useJoin(token: string) {
  const router = useRouter()
  const account = useAccount()
  const { start } = useOpenSession()
  const draftKey = `polydesk.portal.join.${token.slice(0, 24)}`

  const invitation = shallowRef<Invitation | null>(null)
  const broken = shallowRef<unknown>(null)
  const form = ref({ ...emptyRegistration(), ...readStored<Record<string, string>>(draftKey) })
  const code = ref('')
  watch(form, (now) => writeStored(draftKey, now), { deep: true })

  const busy = ref(false)
  const failure = shallowRef<unknown>(null)
  const checked = ref(false)
  const sending = ref(false)
  const sent = ref(false)
  /** Seconds until another code may be asked for. */
  const wait = ref(0)
  const { pause, resume } = useIntervalFn(() => { if (--wait.value <= 0) pause() }, 1000, { immediate: false })

  const complaints = computed<Partial<Record<JoinField, Complaint>>>(() => {
    if (!checked.value) return {}
    const found: Partial<Record<JoinField, Complaint>> = checkRegistration(form.value)
    if (invitation.value?.phoneCode && !/^\d{6}$/.test(code.value.trim())) found.code = { key: 'join.codeInvalid' }
    return found
  })

  async function load() {
    broken.value = null
    try {
      invitation.value = await api.get<Invitation>('/customers/verify-link', { token }, { anonymous: true })
    } catch (error) {
      broken.value = error
    }
  }

  async function sendCode() {
    failure.value = null
    if (!validPhone(form.value.phone)) {
      checked.value = true
      return
    }
    sending.value = true
    try {
      const { resendIn } = await api.post<CodeSent>(`/public/register/${token}/code`, { phone: normalPhone(form.value.phone) }, { anonymous: true })
      sent.value = true
      wait.value = resendIn
      resume()
    } catch (error) {
      failure.value = error
    } finally {
      sending.value = false
    }
  }

  async function submit(): Promise<boolean> {
    checked.value = true
    failure.value = null
    if (Object.keys(complaints.value).length) return false
    busy.value = true
    const text = (value: string) => value.trim() || undefined
    const { name, phone, organization, position, topic } = form.value
    try {
      const where = await account.join(token, {
        name: name.trim(), phone: normalPhone(phone), code: text(code.value), organization: text(organization), position: text(position), topic: text(topic),
      })
      writeStored(draftKey, null)
      await start(topic, where)
      await router.replace({ name: 'chat' })
      return true
    } catch (error) {
      failure.value = error
      // The link may have ended meanwhile: the page then says so instead of the form.
      if (error instanceof ApiError && error.status === 409) await load()
      return true
    } finally {
      busy.value = false
    }
  }

  return { invitation, broken, form, code, busy, failure, complaints, sending, sent, wait, load, sendCode, submit }
}
