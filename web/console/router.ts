import { i18n } from '@shared/i18n'
import { useSession } from '@shared/session'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import type { Area, Section } from './area'

const modules = import.meta.glob<{ area: Area }>('./screens/*/routes.ts', { eager: true })
export const areas: Area[] = Object.values(modules).map((module) => module.area)

/** The section of the sidebar that a path belongs to. */
export function sectionOf(path: string): Section | undefined {
  const entries = areas.flatMap((area) => area.nav).filter((entry) => entry.to !== '/' && (path === entry.to || path.startsWith(`${entry.to}/`)))
  return path === '/' ? 'home' : entries[0]?.section
}

export function createConsoleRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/console/'),
    routes: [
      ...areas.flatMap((area) => area.routes),
      { path: '/:path(.*)*', name: 'missing', component: () => import('./shell/Missing.vue'), meta: { can: 'self', title: 'shell.missing' } },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })

  const session = useSession()
  let loaded = false
  router.beforeEach(async (to) => {
    if (!loaded) {
      loaded = true
      // A failed load leaves nobody signed in; the guard below then sends them to the login.
      await session.load().catch(() => undefined)
    }
    if (to.meta.can === 'public') return true
    const me = session.me.value
    if (!me) return { name: 'login', query: to.path === '/' ? {} : { next: to.fullPath } }
    if (me.mustChangePassword && to.name !== 'change-password') return { name: 'change-password' }
    return true
  })
  router.afterEach((to) => {
    document.title = to.meta.title ? `${i18n.global.t(to.meta.title)} · Polydesk` : 'Polydesk'
  })
  return router
}
