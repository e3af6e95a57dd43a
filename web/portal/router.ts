// Every page is a lazy chunk. The base holds the tenant's slug, so the routes do not.
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { offers, type Feature } from './tenant'

declare module 'vue-router' {
  interface RouteMeta {
    /** Catalogue key of the page title. */
    title?: string
    /** Which entry of the navigation is lit. */
    tab?: 'home' | 'assistant' | 'chat' | 'tickets' | 'me'
    /** Fills the height of the window: the page scrolls inside itself (chat). */
    fill?: boolean
    /** Part of the portal that a tenant may leave out. */
    feature?: Feature
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./screens/home/Home.vue'), meta: { tab: 'home' } },
  { path: '/search', name: 'search', component: () => import('./screens/search/Search.vue'), meta: { title: 'kb.searchTitle', tab: 'home', feature: 'knowledge' } },
  { path: '/categories/:id(\\d+)', name: 'category', component: () => import('./screens/article/CategoryPage.vue'), meta: { tab: 'home', feature: 'knowledge' } },
  { path: '/articles/:id(\\d+)', name: 'article', component: () => import('./screens/article/ArticlePage.vue'), meta: { tab: 'home', feature: 'knowledge' } },
  { path: '/assistant', name: 'assistant', component: () => import('./screens/assistant/Assistant.vue'), meta: { title: 'assistant.title', tab: 'assistant', fill: true, feature: 'ai_chat' } },
  { path: '/chat', name: 'chat', component: () => import('./screens/talk/Talk.vue'), meta: { title: 'talk.title', tab: 'chat', fill: true, feature: 'live_chat' } },
  { path: '/chat/:id(\\d+)', name: 'chatHistory', component: () => import('./screens/talk/PastChat.vue'), meta: { title: 'talk.history', tab: 'me', fill: true } },
  { path: '/tickets', name: 'tickets', component: () => import('./screens/tickets/TicketList.vue'), meta: { title: 'tickets.title', tab: 'tickets', feature: 'tickets' } },
  { path: '/tickets/new', name: 'ticketNew', component: () => import('./screens/tickets/TicketNew.vue'), meta: { title: 'tickets.createTitle', tab: 'tickets', feature: 'tickets' } },
  { path: '/tickets/:id(\\d+)', name: 'ticket', component: () => import('./screens/tickets/TicketDetail.vue'), meta: { tab: 'tickets', feature: 'tickets' } },
  { path: '/feedback', name: 'feedback', component: () => import('./screens/feedback/FeedbackList.vue'), meta: { title: 'feedback.title', tab: 'me', feature: 'feedback' } },
  { path: '/feedback/new', name: 'feedbackNew', component: () => import('./screens/feedback/FeedbackNew.vue'), meta: { title: 'feedback.createTitle', tab: 'me', feature: 'feedback' } },
  { path: '/feedback/:id(\\d+)', name: 'feedbackOne', component: () => import('./screens/feedback/FeedbackDetail.vue'), meta: { title: 'feedback.one', tab: 'me', feature: 'feedback' } },
  { path: '/me', name: 'me', component: () => import('./screens/profile/Profile.vue'), meta: { title: 'profile.title', tab: 'me' } },
  { path: '/join/:token', name: 'join', component: () => import('./screens/join/Join.vue'), meta: { title: 'join.title', tab: 'chat' } },
  { path: '/talk', redirect: { name: 'chat' } },
  { path: '/:rest(.*)*', name: 'missing', component: () => import('./shell/NotFound.vue'), meta: { title: 'shell.notFoundTitle' } },
]

export function createPortalRouter(slug: string): Router {
  const router = createRouter({
    history: createWebHistory(`/portal/${slug}/`),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  })
  router.beforeEach((to) => !to.meta.feature || offers(to.meta.feature) || { name: 'home' })
  return router
}
