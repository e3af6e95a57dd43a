import { api } from '@shared/api/client'
import type { Tenant } from '@shared/api/types'
import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../confirm'
import { useSubmit } from '../../submit'

export const TENANT_TONES = { active: 'success', inactive: 'info', suspended: 'danger' } as const satisfies Record<Tenant['status'], string>

export function useTenantActions() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, run } = useSubmit()

  async function refresh() {
    await client.invalidateQueries({ queryKey: ['list', '/tenants'] })
    await client.invalidateQueries({ queryKey: ['tenants'] })
  }

  async function setActive(tenant: Tenant, on: boolean) {
    if (!on && !(await confirmed(t('platform.suspendAsk', { name: tenant.name }), t('platform.suspend')))) return
    const done = await run(() => api.post(`/tenants/${tenant.id}/${on ? 'activate' : 'suspend'}`).then(() => true))
    if (done) ElMessage.success(t(on ? 'platform.activated' : 'platform.suspended', { name: tenant.name }))
    await refresh()
  }

  return { busy, refresh, setActive }
}
