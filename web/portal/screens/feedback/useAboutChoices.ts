// What of the customer's own feedback on the service can be about: its latest tickets and conversations.
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '@shared/api/client'
import type { MySession, Page } from '@shared/api/types'
import { formatMoment } from '@shared/ui/when'
import { offers } from '../../tenant'
import { tickets } from '../../tickets'
import { aboutText, type About } from './status'

const LATEST = 20

export function useAboutChoices(given: About | null) {
  const { t, locale } = useI18n()
  const mine = useQuery({
    queryKey: ['feedback', 'about'],
    queryFn: async () => {
      const [sessions, filed] = await Promise.all([
        api.get<Page<MySession>>('/me/sessions', { size: LATEST }),
        offers('tickets') ? tickets.list({ page: 1, size: LATEST }) : null,
      ])
      return { sessions: sessions.list, tickets: filed?.data ?? [] }
    },
  })
  const choices = computed(() => {
    const sessions = (mine.data.value?.sessions ?? []).map((session) => ({
      value: aboutText({ kind: 'session', id: session.id }),
      label: t('feedback.aboutSession', { topic: session.topic || t('profile.noTopic'), date: formatMoment(session.createdAt, locale.value) }),
    }))
    const filed = (mine.data.value?.tickets ?? []).map((ticket) => ({
      value: aboutText({ kind: 'ticket', id: ticket.id }),
      label: t('feedback.aboutTicket', { subject: ticket.subject, no: ticket.no }),
    }))
    const all = [...sessions, ...filed]
    // Come from an older one, or from an article: that is what it is about all the same.
    if (given && !all.some((choice) => choice.value === aboutText(given))) all.unshift({ value: aboutText(given), label: t(`feedback.this_${given.kind}`) })
    return all
  })
  return { mine, choices }
}
