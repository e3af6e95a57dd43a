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

  createApp(App).use(await i18n).use(VueQueryPlugin, { queryClient }).use(createPortalRouter(slug)).mount('#app')
  if (!embedded) registerServiceWorker()
}

void boot()
