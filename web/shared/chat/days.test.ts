import { expect, it } from 'vitest'
import type { Bubble } from './thread'
import { rows } from './days'

function bubble(seq: number, at: string, who: 'customer' | 'user', kind: Bubble['message']['kind'] = 'text'): Bubble {
  return { key: `k${seq}`, mine: who === 'user', state: null, failure: null, message: { id: seq, sessionId: 1, seq, clientMessageId: `k${seq}`, kind, content: '', file: null, sender: { kind: who, id: who === 'user' ? 1 : 2, name: who }, createdAt: at } }
}

const brief = (list: Bubble[], unread: number | null) => rows(list, unread).map((row) => row.kind === 'bubble' ? `${row.key}${row.first ? '<' : ''}${row.last ? '>' : ''}` : row.kind)

it('separates days and groups what one sender wrote in short order', () => {
  const list = [
    bubble(1, '2026-03-01T10:00:00', 'customer'),
    bubble(2, '2026-03-01T10:01:00', 'customer'),
    bubble(3, '2026-03-01T10:02:00', 'user'),
    bubble(4, '2026-03-01T10:02:10', 'user', 'note'),
    bubble(5, '2026-03-02T00:00:01', 'user', 'note'),
    bubble(6, '2026-03-02T00:09:00', 'user', 'note'),
  ]
  expect(brief(list, null)).toEqual(['day', 'k1<', 'k2>', 'k3<>', 'k4<>', 'day', 'k5<>', 'k6<>'])
})

it('puts the unread line once, before the first unread message of the other side', () => {
  const list = [bubble(1, '2026-03-01T10:00:00', 'customer'), bubble(2, '2026-03-01T10:00:01', 'user'), bubble(3, '2026-03-01T10:00:02', 'customer'), bubble(4, '2026-03-01T10:00:03', 'customer')]
  expect(brief(list, 1)).toEqual(['day', 'k1<>', 'k2<>', 'unread', 'k3<', 'k4>'])
  expect(brief(list.slice(2), 0)).toEqual(['day', 'k3<', 'k4>'])
})
