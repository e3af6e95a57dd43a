import { expect, test } from 'vitest'
import { blankTeam, requestedTeams, teamsOf } from './teams'

test('the first team is primary, the others follow in order', () => {
  const first = blankTeam([])
  const second = blankTeam([first], { id: 7, name: 'north' })
  const third = blankTeam([first, second])
  expect([first.priority, second.priority, third.priority]).toEqual(['primary', 'secondary', 'secondary'])
  expect([second.rank, third.rank]).toEqual([1, 2])
  expect(new Set([first.key, second.key, third.key]).size).toBe(3)
})

test('what was asked for is asked for again, and rows without a team are left out', () => {
  const asked = { teamId: 7, priority: 'secondary' as const, rank: 3, problemTypes: ['data'], businessTypes: [], validFrom: null, validUntil: '2030-01-01T00:00:00.000Z', replacePrimary: false }
  const form = teamsOf([asked])
  expect(requestedTeams([...form, blankTeam(form)])).toEqual([{ teamId: 7, priority: 'secondary', rank: 3, problemTypes: ['data'], businessTypes: [], validUntil: '2030-01-01T00:00:00.000Z' }])
})
