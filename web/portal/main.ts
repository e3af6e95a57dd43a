// Starts the portal: tenant first (its colour and title dress everything), then language, then the page.
import { createApp } from 'vue'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { ApiError, configureApi, readTokens } from '@shared/api/client'
import { preferredLocale, setupI18n } from '@shared/i18n'
import { startTheme } from '@shared/theme/theme'
import '@shared/theme/tokens.css'
import '@shared/theme/base.css'
import './styles/portal.css'
import App from './App.vue'
import BootFailure from './shell/BootFailure.vue'
import { followAccount, useAccount } from './account'
import { embedded, tellHost } from './embed'
import { loaders } from './locales'
import { createPortalRouter } from './router'
import { registerServiceWorker } from './serviceWorker'
import { openTenant, slugFromPath } from './tenant'

async function boot(): Promise<void> {
  startTheme()
  const asked = slugFromPath(location.pathname)
  const i18n = setupI18n(loaders, preferredLocale())
  let slug = asked
  try {
    const tenant = await openTenant(asked)
    slug = tenant.slug
    tellHost({ type: 'polydesk:ready', color: tenant.themeColor, title: tenant.title })
  } catch (error) {
    const missing = error instanceof ApiError && error.status === 404
    tellHost({ type: 'polydesk:failed', missing })
    createApp(BootFailure, { missing, error }).use(await i18n).mount('#app')
    return
  }
  // /portal and /portal/ belong to the default tenant; from here on its own slug is in the address.
  if (slug !== asked) history.replaceState(history.state, '', `/portal/${slug}/${location.search}${location.hash}`)

  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  })
  const account = useAccount()
  configureApi({
    storageKey: `polydesk.portal.${slug}`,
    headers: () => ({ 'X-Tenant': slug }),
    onSignedOut: () => {
      account.forget()
      // What was refused under the old login is open to strangers again.
      void queryClient.invalidateQueries()
    },
  })
  followAccount()
  // Reading needs no account, so a slow or failed look-up of the customer must not hold the page back;
  // a page that needs it waits for `ready`.
  if (readTokens()) await account.load().catch(() => undefined)

  const router = createPortalRouter(slug)
  router.onError((error, to) => reloadForNewRelease(error, router.resolve(to).href))
  createApp(App).use(await i18n).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
  if (!embedded) registerServiceWorker()
}

const RELOADED_KEY = 'polydesk.portal.reloadedAt'

/**
 * A page that stayed open over a new release asks for a chunk that is gone: it is loaded afresh, at the place
 * the person wanted. Not twice in a row, in case the chunk is missing for another reason.
 */
function reloadForNewRelease(error: unknown, href: string): void {
  const isMissingChunk = error instanceof TypeError && /dynamically imported module|module script|preload/i.test(error.message)
  const reloadedAt = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0)
  if (!isMissingChunk || !navigator.onLine || Date.now() - reloadedAt < 60_000) return
  sessionStorage.setItem(RELOADED_KEY, String(Date.now()))
  location.assign(href)
}

void boot()
