// What is done to accounts, one or several, with what became of each.
import { api } from '@shared/api/client'
import type { AiAccount, AiBulkResult, AiHealthCheck } from '@shared/api/types'
import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../../confirm'
import { useSubmit } from '../../../submit'

export type BulkAction = 'enable' | 'disable' | 'delete' | 'healthCheck'

export function useAccountActions() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, run } = useSubmit()

  async function refresh() {
    await client.invalidateQueries({ queryKey: ['list', '/ai/accounts'] })
    await client.invalidateQueries({ queryKey: ['ai'] })
  }

  async function ask(action: BulkAction, accounts: Pick<AiAccount, 'name'>[]): Promise<boolean> {
    const names = accounts.map((account) => account.name).join(', ')
    if (action === 'delete') return confirmed(t('ai.deleteAsk', { count: accounts.length, names }), t('common.delete'))
    if (action === 'disable') return confirmed(t('ai.disableAsk', { count: accounts.length, names }), t('ai.disable'))
    return true
  }

  /** True when anything was done. */
  async function act(action: BulkAction, accounts: Pick<AiAccount, 'id' | 'name'>[]): Promise<boolean> {
    if (accounts.length === 0 || !(await ask(action, accounts))) return false
    const result = await run(() => api.post<AiBulkResult>('/ai/accounts/bulk', { action, accountIds: accounts.map((account) => account.id) }))
    await refresh()
    if (!result) return false
    if (result.done.length > 0) ElMessage.success(t(`ai.doneOf.${action}`, { count: result.done.length }))
    for (const failure of result.failed.slice(0, 3)) {
      const name = accounts.find((account) => account.id === failure.accountId)?.name ?? ''
      ElMessage.error({ message: t('ai.failedOf', { name, reason: failure.message }), duration: 6000 })
    }
    return result.done.length > 0
  }

  async function check(account: Pick<AiAccount, 'id'>): Promise<void> {
    const found = await run(() => api.post<AiHealthCheck>(`/ai/accounts/${account.id}/health-check`))
    await refresh()
    if (!found) return
    if (found.isHealthy) ElMessage.success(t('ai.checkedWell', { time: found.responseTime ?? 0 }))
    else ElMessage.error({ message: t('ai.checkedIll', { reason: found.errorMessage }), duration: 6000 })
  }

  return { busy, act, check, refresh }
}
