// What happens elsewhere to applications and relations that concern the signed-in person: told in the frame of the
// page, whatever screen is open. Mails are for those who are away; the server sees to them.
import type { LiveEvent } from '@shared/api/live'
import type { ArchiveApplicationCard, Relation } from '@shared/api/types'
import { startLive, stopLive } from '@shared/api/useLive'
import { i18n } from '@shared/i18n'
import { useSession } from '@shared/session'
import { showNotice } from '@console/notice'
import { queryClient } from '@console/query'
import { effectScope, watch } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'

interface ArchiveNews { applicationId: number; status: ArchiveApplicationCard['status']; customer: { id: number; name: string }; by: string | null; opinion: string | null }

const session = useSession()
let go: (to: RouteLocationRaw) => void = () => undefined
let prepared = false

function onEvent(event: LiveEvent): void {
  switch (event.type) {
    case 'archive_submitted':
    case 'archive_decided':
      return onArchive(event.type, event.data as ArchiveNews)
    case 'relation_expiring':
      return onExpiring((event.data as { relation: Relation }).relation)
    default:
  }
}

function onArchive(type: 'archive_submitted' | 'archive_decided', news: ArchiveNews): void {
  const key = type === 'archive_submitted' ? type : news.status
  const title = i18n.global.t(`archive.news.${key}`, { name: news.customer.name, by: news.by ?? '' })
  const open = () => go({ name: 'archive-application', params: { id: news.applicationId } })
  showNotice({ title, body: news.opinion ?? '', tone: news.status === 'rejected' ? 'warning' : 'info', open })
  for (const queryKey of [['list'], ['archive-applications'], ['customers', news.customer.id]]) void queryClient.invalidateQueries({ queryKey })
}

function onExpiring(relation: Relation): void {
  const title = i18n.global.t('archive.news.expiring', { name: relation.customer.name })
  const at = relation.validUntil ? new Intl.DateTimeFormat(i18n.global.locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(relation.validUntil)) : ''
  const body = i18n.global.t('archive.news.expiringBody', { team: relation.team.name, at })
  showNotice({ title, body, tone: 'warning', open: () => go({ name: 'customer', params: { id: relation.customer.id } }) })
  void queryClient.invalidateQueries({ queryKey: ['relations'] })
}

/** Called from the sidebar, which is on every screen; listens for as long as the same person is signed in. */
export function useNews(): void {
  const router = useRouter()
  go = (to) => void router.push(to)
  if (prepared) return
  prepared = true
  effectScope(true).run(() => watch(() => session.me.value?.id, (id, _before, onCleanup) => {
    const me = session.me.value
    if (id === undefined || !me) return
    const leave = startLive(me).subscribe(`user/${id}`, { onEvent })
    onCleanup(() => {
      leave()
      stopLive()
    })
  }, { immediate: true, flush: 'post' }))
}
