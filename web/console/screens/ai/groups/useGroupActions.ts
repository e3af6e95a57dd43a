// Ending a group, and telling every screen that one changed.
import { api } from '@shared/api/client'
import type { AiGroup } from '@shared/api/types'
import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../../confirm'
import { useSubmit } from '../../../submit'

export function useGroupActions() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { busy, run } = useSubmit()

  async function refresh() {
    await client.invalidateQueries({ queryKey: ['list', '/ai/groups'] })
    await client.invalidateQueries({ queryKey: ['ai'] })
  }
  async function end(group: Pick<AiGroup, 'id' | 'name'>): Promise<boolean> {
    if (!(await confirmed(t('aiGroups.deleteAsk', { name: group.name }), t('common.delete')))) return false
    const done = await run(() => api.del(`/ai/groups/${group.id}`).then(() => true))
    await refresh()
    return done ?? false
  }
  return { busy, end, refresh }
}
