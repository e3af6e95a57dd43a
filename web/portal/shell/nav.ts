// The five places of the portal, in the order people need them.
import type { IconName } from '../ui/icons'

export interface NavEntry { tab: 'home' | 'assistant' | 'chat' | 'tickets' | 'me'; label: string; icon: IconName }

export const NAV: NavEntry[] = [
  { tab: 'home', label: 'shell.home', icon: 'home' },
  { tab: 'assistant', label: 'shell.assistant', icon: 'spark' },
  { tab: 'chat', label: 'shell.talk', icon: 'headset' },
  { tab: 'tickets', label: 'shell.tickets', icon: 'ticket' },
  { tab: 'me', label: 'shell.me', icon: 'user' },
]
