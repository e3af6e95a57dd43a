// What can be done to one user from the list: lock, unlock, new password, delete.
import { api } from '@shared/api/client'
import type { User } from '@shared/api/types'
import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../confirm'
import { useSubmit } from '../../submit'
import type { RowAction } from '../../ui/RowMenu.vue'
import type { Secret } from '../../ui/SecretDialog.vue'

export function useUserActions(myId: number | undefined) {
  const { t } = useI18n()
  const client = useQueryClient()
  const { run } = useSubmit()
  const secret = ref<Secret | null>(null)
  const devicesOf = ref<User | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['list', '/users'] })

  function showPassword(user: { username: string; name: string }, password: string) {
    secret.value = {
      title: t('users.passwordOf', { name: user.name }),
      hint: t('users.passwordOnce'),
      rows: [{ label: t('users.username'), value: user.username }, { label: t('users.initialPassword'), value: password }],
    }
  }

  function actionsOf(user: User): RowAction[] {
    // Nobody locks or deletes themselves out.
    if (user.id === myId) return [{ key: 'reset', label: t('users.resetPassword') }]
    return [
      { key: 'devices', label: t('users.devices') },
      { key: 'reset', label: t('users.resetPassword') },
      ...(user.mfaEnabled ? [{ key: 'mfa', label: t('security.resetMfa') }] : []),
      user.status === 'locked' ? { key: 'unlock', label: t('users.unlock') } : { key: 'lock', label: t('users.lock') },
      { key: 'delete', label: t('common.delete'), danger: true },
    ]
  }

  async function act(key: string, user: User) {
    if (key === 'reset' && (await confirmed(t('users.resetAsk', { name: user.name }), t('users.resetPassword'), false))) {
      const result = await run(() => api.post<{ initialPassword: string }>(`/users/${user.id}/reset-password`))
      if (result) showPassword(user, result.initialPassword)
    }
    if (key === 'devices') {
      devicesOf.value = user
      return
    }
    if (key === 'mfa' && (await confirmed(t('security.resetMfaAsk', { name: user.name }), t('security.resetMfa')))) await done(`/users/${user.id}/reset-mfa`)
    if (key === 'lock' && (await confirmed(t('users.lockAsk', { name: user.name }), t('users.lock')))) await done(`/users/${user.id}/lock`)
    if (key === 'unlock') await done(`/users/${user.id}/unlock`)
    if (key === 'delete' && (await confirmed(t('users.deleteAsk', { name: user.name }), t('common.delete')))) {
      await run(() => api.del(`/users/${user.id}`))
    }
    await refresh()
  }

  async function done(path: string) {
    if (await run(() => api.post(path).then(() => true))) ElMessage.success(t('users.done'))
  }

  return { secret, devicesOf, showPassword, actionsOf, act, refresh }
}
