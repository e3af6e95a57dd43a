// What follows a proven person, whichever way in was taken: the second step, a first password, a second factor
// that is due, an account that waits to be bound, and then the page that was asked for.
import { ApiError, api } from '@shared/api/client'
import type { LoginAnswer, LoginResult } from '@shared/api/types'
import { errorText, setLocale, type Locale } from '@shared/i18n'
import { useSession } from '@shared/session'
import { formatDuration } from '@shared/ui/when'
import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { dropTicket, keepTicket, ownPath, pendingBind } from './trip'

export const TENANT_KEY = 'polydesk.console.tenant'

export function useEntrance() {
  const { t, locale } = useI18n()
  const router = useRouter()
  const session = useSession()
  /** Set while the second factor is still to come. */
  const challenge = ref('')

  async function proven(answer: LoginAnswer, tenant: string, next: unknown): Promise<void> {
    if ('mfaRequired' in answer) challenge.value = answer.challenge
    else if ('bindRequired' in answer) {
      keepTicket({ ticket: answer.ticket, provider: answer.provider, name: answer.name, until: Date.now() + answer.expiresIn * 1000 })
      await router.replace({ name: 'login', query: { ...(tenant ? { tenant } : {}), next: ownPath(next) } })
    } else await enter(answer, tenant, next)
  }

  async function enter(result: LoginResult, tenant: string, next: unknown): Promise<void> {
    session.begin(result)
    if (tenant.trim()) localStorage.setItem(TENANT_KEY, tenant.trim())
    if (localStorage.getItem('polydesk.locale') === null) await setLocale(result.user.locale as Locale, false)
    if (!result.mustChangePassword && !result.mustEnrolMfa) await claim()
    await router.push(ownPath(next))
  }

  /** The account that was nobody's becomes the person's own. */
  async function claim(): Promise<void> {
    const pending = pendingBind()
    if (!pending) return
    dropTicket()
    try {
      await api.post('/auth/accounts/claim', { ticket: pending.ticket })
      ElMessage.success(t('login.bound', { provider: t(`login.provider.${pending.provider}`) }))
    } catch (error) {
      ElMessage.error({ message: errorText(error), duration: 6000 })
    }
  }

  /** In words, with the time to wait where there is one. */
  function explain(error: unknown): string {
    const wait = error instanceof ApiError && error.status === 429 ? error.retryAfter : null
    return wait ? t('login.waitFor', { time: formatDuration(wait, locale.value) }) : errorText(error)
  }

  return { challenge, proven, enter, explain }
}
