/** Rows of a message list: day separators, the unread line, and bubbles grouped by sender. Pure. */
import type { Bubble } from './thread'

export type Row =
  | { kind: 'day'; key: string; date: Date }
  | { kind: 'unread'; key: string }
  | { kind: 'bubble'; key: string; bubble: Bubble; first: boolean; last: boolean }

/** Messages of one sender closer than this share one name and avatar. */
const GROUP_MS = 3 * 60_000

export function rows(list: Bubble[], unreadAfter: number | null): Row[] {
  const out: Row[] = []
  let previous: Bubble | null = null
  let unreadShown = false
  for (const bubble of list) {
    const date = new Date(bubble.message.createdAt)
    const newDay = !previous || dayKey(new Date(previous.message.createdAt)) !== dayKey(date)
    if (newDay) out.push({ kind: 'day', key: `day:${dayKey(date)}:${bubble.key}`, date })
    const begins: boolean = !unreadShown && unreadAfter !== null && !bubble.mine && bubble.message.seq > unreadAfter
    unreadShown ||= begins
    // Before the very first message the line would only say what is plain anyway.
    const unread = begins && previous !== null
    if (unread) out.push({ kind: 'unread', key: 'unread' })
    const first: boolean = newDay || unread || !previous || !sameGroup(previous, bubble)
    const before = out.at(-1)
    if (!first && before?.kind === 'bubble') before.last = false
    out.push({ kind: 'bubble', key: bubble.key, bubble, first, last: true })
    previous = bubble
  }
  return out
}

function sameGroup(a: Bubble, b: Bubble): boolean {
  const gap = Date.parse(b.message.createdAt) - Date.parse(a.message.createdAt)
  const plain = a.message.kind !== 'system' && b.message.kind !== 'system'
  return plain && gap < GROUP_MS && a.message.sender.kind === b.message.sender.kind
    && a.message.sender.id === b.message.sender.id && (a.message.kind === 'note') === (b.message.kind === 'note')
}

function dayKey(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}
