// What an agent's desk knows of conversations, and how one changed conversation alters it. Pure.
import type { Session } from '@shared/api/types'

export interface Desk {
  /** Every conversation that is or was mine, or is offered to me. */
  sessions: ReadonlyMap<number, Session>
}

export interface Reader { id: number; teamIds: readonly number[] }

export type Alert =
  | { kind: 'assigned'; session: Session }
  | { kind: 'message'; session: Session }
  | { kind: 'transfer'; session: Session }
  /** What became of a transfer that I asked for. */
  | { kind: 'accepted' | 'declined'; session: Session }

export const emptyDesk: Desk = { sessions: new Map() }

export function isMine(session: Session, me: Reader): boolean {
  return session.assignee?.id === me.id
}

export function isOfferedTo(session: Session, me: Reader): boolean {
  const { transfer } = session
  if (transfer?.status !== 'pending' || transfer.from.id === me.id) return false
  return transfer.toUser ? transfer.toUser.id === me.id : transfer.toTeam !== null && me.teamIds.includes(transfer.toTeam.id)
}

export function fromLists(...lists: Session[][]): Desk {
  return { sessions: new Map(lists.flat().map((session) => [session.id, session])) }
}

export function applySession(desk: Desk, session: Session): Desk {
  const sessions = new Map(desk.sessions)
  sessions.set(session.id, session)
  return { sessions }
}

/** What deserves a sound: a new conversation, a new message of the customer, a transfer offered. */
export function alertOf(before: Session | undefined, after: Session, me: Reader): Alert | null {
  if (isOfferedTo(after, me) && (!before || !isOfferedTo(before, me))) return { kind: 'transfer', session: after }
  const decided = decisionOf(before, after, me)
  if (decided) return { kind: decided, session: after }
  if (after.status !== 'active' || !isMine(after, me)) return null
  // Nobody needs to be told of what they did themselves.
  if ((!before || !isMine(before, me) || before.status !== 'active') && after.channel !== 'agent') return { kind: 'assigned', session: after }
  const grown = after.messageSeq > (before?.messageSeq ?? 0)
  return grown && after.lastMessage?.senderKind === 'customer' ? { kind: 'message', session: after } : null
}

function decisionOf(before: Session | undefined, after: Session, me: Reader): 'accepted' | 'declined' | null {
  const mine = before?.transfer?.status === 'pending' && before.transfer.from.id === me.id && after.transfer?.id === before.transfer.id
  if (!mine) return null
  if (after.transfer?.status === 'accepted') return 'accepted'
  return after.transfer?.status === 'rejected' || after.transfer?.status === 'timeout' ? 'declined' : null
}

const lastAt = (session: Session) => Date.parse(session.lastMessage?.at ?? session.assignedAt ?? session.createdAt)

export function activeOf(desk: Desk, me: Reader): Session[] {
  return [...desk.sessions.values()]
    .filter((session) => session.status === 'active' && isMine(session, me))
    .sort((a, b) => lastAt(b) - lastAt(a) || b.id - a.id)
}

export function offeredOf(desk: Desk, me: Reader): Session[] {
  return [...desk.sessions.values()].filter((session) => session.status !== 'closed' && isOfferedTo(session, me))
}

export function closedOf(desk: Desk, me: Reader): Session[] {
  return [...desk.sessions.values()]
    .filter((session) => session.status === 'closed' && isMine(session, me))
    .sort((a, b) => Date.parse(b.closedAt ?? b.createdAt) - Date.parse(a.closedAt ?? a.createdAt))
}

/** Since when the customer waits for a word of the agent; null when it is the customer's turn. */
export function waitingSince(session: Session): string | null {
  if (session.status === 'queued') return session.queuedAt
  if (session.status !== 'active') return null
  return session.lastMessage?.senderKind === 'customer' ? session.lastMessage.at : null
}

/** Seconds of waiting after which a conversation is shown as late, and as very late. */
export const LATE_S = 60
export const VERY_LATE_S = 180

export function matches(session: Session, text: string): boolean {
  const query = text.trim().toLowerCase()
  if (query === '') return true
  const fields = [session.customer.name, session.customer.organization?.name, session.topic, session.lastMessage?.preview, `#${session.id}`, ...session.tags]
  return fields.some((field) => field?.toLowerCase().includes(query))
}
