// What the tab of the browser says: the page, then the tenant.
import { onScopeDispose, ref, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { useOpenSession } from '../openSession'
import { useTenant } from '../tenant'

const own = ref<string | null>(null)

/** A screen whose title is data (an article, a ticket) gives it here. */
export function usePageTitle(title: () => string | null | undefined): void {
  watchEffect(() => { own.value = title() ?? null })
  onScopeDispose(() => { own.value = null })
}

export function followPageTitle(): void {
  const { t } = useI18n()
  const route = useRoute()
  const { unread } = useOpenSession()
  watchEffect(() => {
    const page = own.value ?? (route.meta.title ? t(route.meta.title) : null)
    const site = useTenant().title
    // Seen on the tab while the customer looks at another page.
    const mark = unread.value ? `(${unread.value}) ` : ''
    document.title = mark + (page ? t('shell.documentTitle', { page, site }) : site)
  })
}
