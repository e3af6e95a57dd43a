// Canned replies: found by typing `/`, filled with what is known of the conversation. Pure.
import type { QuickReply, Session } from '@shared/api/types'

export interface CannedValues { customer: string; organization: string; agent: string; tenant: string; session: string; topic: string; ticket: string }

export function cannedValues(session: Session | null, agent: string, tenant: string, ticket = ''): CannedValues {
  return {
    customer: session?.customer.name ?? '',
    organization: session?.customer.organization?.name ?? '',
    agent,
    tenant,
    session: session ? `#${session.id}` : '',
    topic: session?.topic ?? '',
    ticket,
  }
}

/** `{{customer.name}}` and `{{customer}}` mean the same; what is not known stays, so that it is noticed. */
export function fillCanned(content: string, values: CannedValues): string {
  return content.replace(/\{\{\s*([a-z]+)(?:\.(?:name|id|no))?\s*\}\}/gi, (whole, name: string) => {
    const value = values[name.toLowerCase() as keyof CannedValues] as string | undefined
    return value || whole
  })
}

/** What is typed after the slash, or null when the text does not ask for a canned reply. */
export function cannedQuery(text: string): string | null {
  const found = /^\/([^\n]{0,40})$/.exec(text)
  return found ? (found[1] ?? '').trim().toLowerCase() : null
}

/** A reply with a gap in it must not go out by accident. */
export const hasGap = (text: string) => /\{\{[^}]*\}\}/.test(text)

/** What this agent uses most stands first; what lacks a value here stands last. */
export function byUse(replies: readonly QuickReply[], used: Readonly<Record<number, number>>, fill: (reply: QuickReply) => string): QuickReply[] {
  const place = (reply: QuickReply) => (hasGap(fill(reply)) ? -1 : used[reply.id] ?? 0)
  return [...replies].sort((a, b) => place(b) - place(a))
}

/** Shortcuts that start with the query first, then titles, then anything that holds it. */
export function findCanned(replies: readonly QuickReply[], query: string, limit = 8): QuickReply[] {
  if (query === '') return replies.slice(0, limit)
  const rank = (reply: QuickReply): number => {
    const shortcut = reply.shortcut.replace(/^\//, '').toLowerCase()
    if (shortcut === query) return 0
    if (shortcut.startsWith(query)) return 1
    if (reply.title.toLowerCase().includes(query)) return 2
    return shortcut.includes(query) || reply.content.toLowerCase().includes(query) || reply.category.toLowerCase().includes(query) ? 3 : 9
  }
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((one) => one.reply)
}
