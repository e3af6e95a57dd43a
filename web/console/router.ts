import { ApiError } from '@shared/api/client'
import { i18n } from '@shared/i18n'
import { useSession } from '@shared/session'
import { shallowRef } from 'vue'
import { createRouter, createWebHistory, type Router } from 'vue-router'
import type { Area, Section } from './area'

const modules = import.meta.glob<{ area: Area }>('./screens/*/routes.ts', { eager: true })
export const areas: Area[] = Object.values(modules).map((module) => module.area)

/** The section of the sidebar that a path belongs to. */
export function sectionOf(path: string): Section | undefined {
  const entries = areas.flatMap((area) => area.nav).filter((entry) => entry.to !== '/' && (path === entry.to || path.startsWith(`${entry.to}/`)))
  return path === '/' ? 'home' : entries[0]?.section
}

/** The server could not be asked who is signed in; shown instead of any screen. */
export const bootFailure = shallowRef<unknown>(null)

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
      try {
        await session.load()
        loaded = true
      } catch (error) {
        // Refused: the guard below sends them to the login. Anything else may pass: the tokens stay.
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) loaded = true
        else {
          bootFailure.value = error
          return true
        }
      }
    }
    if (to.meta.can === 'public') return true
    const me = session.me.value
    if (!me) return { name: 'login', query: to.path === '/' ? {} : { next: to.fullPath } }
    if (me.mustChangePassword && to.name !== 'change-password') return { name: 'change-password' }
    if (!me.mustChangePassword && me.mustEnrolMfa && to.name !== 'enrol-mfa') return { name: 'enrol-mfa', query: to.path === '/' ? {} : { next: to.fullPath } }
    return true
  })
  router.afterEach((to) => {
    document.title = to.meta.title ? `${i18n.global.t(to.meta.title)} · Polydesk` : 'Polydesk'
  })
  return router
}
