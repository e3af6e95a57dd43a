// The lesser deeds on a customer's page: what is possible depends on the profile and on the permission.
import { api } from '@shared/api/client'
import type { Customer } from '@shared/api/types'
import { useSession } from '@shared/session'
import { useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { confirmed } from '../../confirm'
import { useSubmit } from '../../submit'
import type { RowAction } from '../../ui/RowMenu.vue'

export function useCustomerActions(customer: () => Customer | undefined) {
  const { t } = useI18n()
  const { can } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const { run } = useSubmit()
  const merging = ref(false)
  const transferring = ref(false)
  const splitting = ref(false)

  const actions = computed<RowAction[]>(() => {
    const profile = customer()?.profile
    const supervises = can('customers:supervise')
    return [
      { key: 'convert', label: t('archive.convert'), when: supervises && profile === 'temporary' },
      { key: 'transfer', label: t('archive.transfer'), when: can('customers:write') && profile === 'formal' },
      { key: 'merge', label: t('archive.merge'), when: supervises && profile !== 'pending_archive' },
      { key: 'split', label: t('archive.split'), when: supervises && profile === 'formal' },
      { key: 'delete', label: t('common.delete'), danger: true, when: supervises && profile !== 'pending_archive' },
    ].filter((action) => action.when)
  })

  async function convert(one: Customer) {
    if (!(await confirmed(t('archive.convertAsk', { name: one.name }), t('archive.convert'), false))) return
    const done = await run(() => api.post<Customer>(`/customers/${one.id}/convert`, { note: '' }))
    if (!done) return
    ElMessage.success(t('archive.filed'))
    await Promise.all([client.invalidateQueries({ queryKey: ['customers'] }), client.invalidateQueries({ queryKey: ['list'] })])
  }

  async function remove(one: Customer) {
    if (!(await confirmed(t('archive.deleteAsk', { name: one.name }), t('common.delete')))) return
    const done = await run(() => api.del(`/customers/${one.id}`))
    if (done === undefined) return
    ElMessage.success(t('users.done'))
    await router.push({ name: 'customers' })
    await client.invalidateQueries({ queryKey: ['list'] })
  }

  function pick(key: string) {
    const one = customer()
    if (!one) return
    if (key === 'merge') merging.value = true
    else if (key === 'transfer') transferring.value = true
    else if (key === 'split') splitting.value = true
    else if (key === 'convert') void convert(one)
    else void remove(one)
  }

  return { actions, pick, merging, transferring, splitting }
}
