import type { QuickReply } from '@shared/api/types'
import { describe, expect, it } from 'vitest'
import { byUse, cannedQuery, cannedValues, fillCanned, findCanned } from './canned'

const reply = (id: number, shortcut: string, title: string, content = ''): QuickReply => ({ id, scope: 'global', category: '通用', title, shortcut, content })
const values = { ...cannedValues(null, '李雷', '示范'), customer: '王芳' }

describe('variables', () => {
  it('fills what is known and leaves what is not, so that the agent notices', () => {
    expect(fillCanned('您好 {{customer.name}}，我是{{ agent }}。{{order.no}}', values)).toBe('您好 王芳，我是李雷。{{order.no}}')
  })
})

it('puts what the agent uses most first, and what has a gap last', () => {
  const all = [reply(1, 'a', '', '{{ticket.no}}'), reply(2, 'b', '', 'x'), reply(3, 'c', '', 'y'), reply(4, 'd', '', 'z')]
  const order = (ticket: string) => byUse(all, { 1: 9, 3: 2 }, (one) => fillCanned(one.content, { ...values, ticket })).map((one) => one.id)
  expect(order('')).toEqual([3, 2, 4, 1])
  expect(order('T1')).toEqual([1, 3, 2, 4])
})

describe('search', () => {
  it('starts only with a slash at the very beginning of a single line', () => {
    expect(cannedQuery('/')).toBe('')
    expect(cannedQuery('/Hi')).toBe('hi')
    expect(cannedQuery('see /hi')).toBeNull()
    expect(cannedQuery('/a\nb')).toBeNull()
  })

  it('puts the shortcut that starts with the query before titles and texts', () => {
    const all = [reply(1, 'bye', 'Say hi never'), reply(2, 'greet', '', 'hi there'), reply(3, '/hi', 'Hello'), reply(4, 'zz', 'none')]
    expect(findCanned(all, 'hi').map((r) => r.id)).toEqual([3, 1, 2])
    expect(findCanned(all, '')).toHaveLength(4)
  })
})
