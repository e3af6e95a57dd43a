import { VueQueryPlugin } from '@tanstack/vue-query'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import 'element-plus/es/components/notification/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import '@shared/theme/tokens.css'
import '@shared/theme/base.css'
import './theme.css'
import { configureApi } from '@shared/api/client'
import { currentLocale, setupI18n } from '@shared/i18n'
import { useSession } from '@shared/session'
import { startTheme } from '@shared/theme/theme'
import { createApp } from 'vue'
import App from './App.vue'
import { queryClient } from './query'
import { createConsoleRouter } from './router'

const router = createConsoleRouter()
const session = useSession()

configureApi({
  storageKey: 'polydesk.console',
  headers: () => ({ 'Accept-Language': currentLocale() }),
  onSignedOut: () => {
    session.forget()
    queryClient.clear()
    void router.push({ name: 'login', query: { next: router.currentRoute.value.fullPath } })
  },
})

startTheme()
const i18n = await setupI18n({
  'zh-CN': () => import('./locales/zh-CN'),
  en: () => import('./locales/en'),
})

createApp(App).use(i18n).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
