// An area is a folder under screens/ whose routes.ts exports `area`: its routes and its entries in the
// sidebar. Areas do not know each other; the router and the sidebar collect them.
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

/** Sections of the sidebar, in this order. The platform's own people see theirs first; nobody else sees it. */
export const SECTIONS = ['home', 'platform', 'desk', 'customers', 'knowledge', 'ai', 'team', 'system'] as const
export type Section = (typeof SECTIONS)[number]

export interface NavEntry {
  section: Section
  order: number
  /** Path below /console. */
  to: string
  /** Catalogue key. */
  label: string
  icon: Component
  /** The permission that shows it; any one of several is enough. */
  can: string | string[]
  /** A number beside the label (unread, queued); a composable, called in the sidebar's setup. */
  badge?: () => { value: number }
}

export interface ScreenMeta {
  /** The permission that opens the route; 'self' for any signed-in user, 'public' for everybody. */
  can: string | string[]
  /** Catalogue key of the page title. */
  title: string
  /** 'bare' leaves out the shell (login); 'full' lets the screen fill the main area without padding. */
  layout?: 'bare' | 'full'
}

export interface Area {
  routes: (RouteRecordRaw & { meta: ScreenMeta })[]
  nav: NavEntry[]
}

declare module 'vue-router' {
  // Optional here, because the portal's routes share this interface; ScreenMeta demands them of the console's.
  interface RouteMeta {
    can?: string | string[]
    title?: string
    layout?: 'bare' | 'full'
  }
}
