// The tree of departments and its changes.
import { api } from '@shared/api/client'
import type { Department, DepartmentNode } from '@shared/api/types'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { confirmed } from '../../confirm'
import { useSubmit } from '../../submit'
import { rowsOf, type Place, type Row } from './tree'

export function useDepartments() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { run, busy } = useSubmit()
  const query = useQuery({ queryKey: ['departments', 'tree'], queryFn: () => api.get<DepartmentNode[]>('/departments/tree') })
  const closed = ref<ReadonlySet<number>>(new Set())
  /** Said to those who do not see the tree change. */
  const spoken = ref('')
  const tree = computed(() => query.data.value ?? [])
  const all = computed(() => rowsOf(tree.value))
  const rows = computed(() => rowsOf(tree.value, closed.value))

  function toggle(id: number) {
    const next = new Set(closed.value)
    if (!next.delete(id)) next.add(id)
    closed.value = next
  }

  const refresh = () => Promise.all([query.refetch(), client.invalidateQueries({ queryKey: ['list', '/users'] })])

  async function move(row: Row, place: Place) {
    const moved = await run(() => api.post<Department>(`/departments/${row.node.id}/move`, place))
    if (moved && place.parentId !== null && closed.value.has(place.parentId)) toggle(place.parentId)
    await refresh()
    if (!moved) return
    const parent = all.value.find((one) => one.node.id === moved.parentId)
    spoken.value = t('departments.movedTo', { name: moved.name, parent: parent?.node.name ?? t('departments.top'), place: moved.position + 1 })
  }

  async function remove(row: Row): Promise<boolean> {
    if (!(await confirmed(t('departments.deleteAsk', { name: row.node.name }), t('common.delete')))) return false
    const done = await run(() => api.del(`/departments/${row.node.id}`).then(() => true))
    await refresh()
    return done === true
  }

  return { query, tree, all, rows, closed, toggle, move, remove, refresh, busy, spoken }
}
