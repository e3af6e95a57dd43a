import type { Session, Transfer } from '@shared/api/types'
import { describe, expect, it } from 'vitest'
import { activeOf, alertOf, applySession, closedOf, fromLists, matches, offeredOf, waitingSince } from './deskModel'

const me = { id: 1, teamIds: [10] }
const person = (id: number) => ({ id, name: `user ${id}`, avatarUrl: null })

function session(id: number, patch: Partial<Session> = {}): Session {
  return { id, status: 'active', customer: { id: 2, name: '王芳', vip: false, organization: { id: 3, name: '市疾控中心' } }, team: null, assignee: person(1), topic: null, channel: 'portal', lastMessage: null, messageSeq: 0, agentReadSeq: 0, customerReadSeq: 0, unread: 0, assignReason: null, transfer: null, summary: null, tags: [], closeReason: null, rating: null, ticketIds: [], queuedAt: '2026-01-01T00:00:00Z', assignedAt: '2026-01-01T00:00:00Z', firstReplyAt: null, closedAt: null, createdAt: '2026-01-01T00:00:00Z', ...patch }
}
const said = (seq: number, senderKind: 'customer' | 'user' | 'system', at = '2026-01-01T00:05:00Z') => ({ messageSeq: seq, lastMessage: { seq, kind: 'text' as const, preview: `m${seq}`, senderKind, at } })
const offer = (to: Partial<Transfer>): Transfer => ({ id: 5, from: person(9), toUser: null, toTeam: null, reason: 'lunch', status: 'pending', createdAt: '', ...to })

describe('lists', () => {
  it('shows mine by the newest message, closed ones apart, and what colleagues took from me nowhere', () => {
    let desk = fromLists([session(1, said(1, 'customer')), session(2)], [session(3, { status: 'closed' })])
    expect(activeOf(desk, me).map((s) => s.id)).toEqual([1, 2])
    desk = applySession(desk, session(2, said(4, 'customer', '2026-01-01T00:09:00Z')))
    expect(activeOf(desk, me).map((s) => s.id)).toEqual([2, 1])
    desk = applySession(desk, session(1, { assignee: person(7) }))
    expect(activeOf(desk, me).map((s) => s.id)).toEqual([2])
    expect(closedOf(desk, me).map((s) => s.id)).toEqual([3])
  })

  it('offers me what was sent to me or my team, until it is decided', () => {
    const others = { assignee: person(9) }
    const desk = fromLists([
      session(1, { ...others, transfer: offer({ toUser: person(1) }) }),
      session(2, { ...others, transfer: offer({ toTeam: { id: 10, name: 'mine' } }) }),
      session(3, { ...others, transfer: offer({ toTeam: { id: 11, name: 'other' } }) }),
      session(4, { ...others, transfer: offer({ toUser: person(1), status: 'rejected' }) }),
    ])
    expect(offeredOf(desk, me).map((s) => s.id)).toEqual([1, 2])
  })

  it('finds by customer, organization, topic, text and number', () => {
    const one = session(42, { topic: '登录失败', ...said(1, 'customer') })
    for (const text of ['王', '疾控', '登录', 'M1', '#42', '  ']) expect(matches(one, text), text).toBe(true)
    expect(matches(one, 'zzz')).toBe(false)
  })
})

describe('alerts', () => {
  it('tells of a new conversation once, then of each message of the customer only', () => {
    const fresh = session(1)
    expect(alertOf(undefined, fresh, me)?.kind).toBe('assigned')
    expect(alertOf(fresh, fresh, me)).toBeNull()
    const asked = session(1, said(1, 'customer'))
    expect(alertOf(fresh, asked, me)?.kind).toBe('message')
    expect(alertOf(asked, session(1, said(2, 'user')), me)).toBeNull()
    expect(alertOf(undefined, session(1, { channel: 'agent' }), me)).toBeNull()
  })

  it('tells the sender what became of a transfer, but not of taking it back', () => {
    const asked = (status: Transfer['status'], assignee: number) => session(1, { assignee: person(assignee), transfer: offer({ from: person(1), toUser: person(9), status }) })
    expect(alertOf(asked('pending', 1), asked('accepted', 9), me)?.kind).toBe('accepted')
    expect(alertOf(asked('pending', 1), asked('rejected', 1), me)?.kind).toBe('declined')
    expect(alertOf(asked('pending', 1), asked('cancelled', 1), me)).toBeNull()
  })

  it('tells of an offered transfer, and of receiving the conversation', () => {
    const before = session(1, { assignee: person(9) })
    const offered = session(1, { assignee: person(9), transfer: offer({ toUser: person(1) }) })
    expect(alertOf(before, offered, me)?.kind).toBe('transfer')
    expect(alertOf(offered, offered, me)).toBeNull()
    expect(alertOf(before, session(1), me)?.kind).toBe('assigned')
  })
})

it('counts waiting from the last word of the customer, or from entering the queue', () => {
  expect(waitingSince(session(1, said(1, 'customer')))).toBe('2026-01-01T00:05:00Z')
  expect(waitingSince(session(1, said(1, 'user')))).toBeNull()
  expect(waitingSince(session(1, { status: 'queued' }))).toBe('2026-01-01T00:00:00Z')
  expect(waitingSince(session(1, { status: 'closed', ...said(1, 'customer') }))).toBeNull()
})
