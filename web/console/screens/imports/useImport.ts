// One import, kept true by the importer's own stream; others who watch it ask again every second.
import { api } from '@shared/api/client'
import type { LiveEvent } from '@shared/api/live'
import type { CustomerImport } from '@shared/api/types'
import { startLive } from '@shared/api/useLive'
import { useSession } from '@shared/session'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { atWork, type Status } from './model'

type Progress = { id: number; status: Status } & CustomerImport['counts']

export function useImport(id: Ref<number>) {
  const client = useQueryClient()
  const session = useSession()
  const key = computed(() => ['customer-imports', id.value])
  const query = useQuery({
    queryKey: key,
    queryFn: () => api.get<CustomerImport>(`/customer-imports/${id.value}`),
    refetchInterval: (running) => (atWork(running.state.data?.status) ? 1000 : false),
  })

  function take(progress: Progress) {
    const known = query.data.value
    if (progress.id !== id.value || !known || !atWork(known.status)) return
    if (progress.status !== known.status) {
      void query.refetch()
      return
    }
    // An answer that was slower than the news must not turn the clock back.
    if (progress.processed < known.counts.processed) return
    const { created, failed, organizations, processed, skipped, total, updated } = progress
    client.setQueryData(key.value, { ...known, counts: { created, failed, organizations, processed, skipped, total, updated } })
  }

  const me = session.me.value
  if (me) {
    const leave = startLive(me).subscribe(`user/${me.id}`, {
      onEvent: (event: LiveEvent) => { if (event.type === 'customer_import') take(event.data as Progress) },
      onReset: () => void query.refetch(),
    })
    onScopeDispose(leave)
  }

  watch(() => query.data.value?.status, (now, before) => {
    if (before !== 'running' || now === 'running') return
    void client.invalidateQueries({ queryKey: ['list', '/customers'] })
    void client.invalidateQueries({ queryKey: ['list', '/organizations'] })
  })
  return query
}
