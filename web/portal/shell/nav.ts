// The five places of the portal, in the order people need them.
import type { IconName } from '../ui/icons'
import { offers, type Feature } from '../tenant'

export interface NavEntry { tab: 'home' | 'assistant' | 'chat' | 'tickets' | 'me'; label: string; icon: IconName; feature?: Feature }

export const NAV: NavEntry[] = [
  { tab: 'home', label: 'shell.home', icon: 'home' },
  { tab: 'assistant', label: 'shell.assistant', icon: 'spark', feature: 'ai_chat' },
  { tab: 'chat', label: 'shell.talk', icon: 'headset', feature: 'live_chat' },
  { tab: 'tickets', label: 'shell.tickets', icon: 'ticket', feature: 'tickets' },
  { tab: 'me', label: 'shell.me', icon: 'user' },
]

/** What this tenant's portal offers of them. */
export const offeredNav = (): NavEntry[] => NAV.filter((entry) => !entry.feature || offers(entry.feature))
