import { describe, expect, it } from 'vitest'
import { computed } from 'vue'
import { Names } from './names'

const event = (type: string, data: unknown) => ({ type, stream: 'directory', data })
const organization = { id: 5, name: 'clinic' }
const customer = { id: 1, name: 'Wang', vip: false, organization }
const user = { id: 7, name: 'Li', avatarUrl: null }
const team = { id: 3, name: 'first line' }
const session = { id: 9, customer, team, assignee: user, transfer: { id: 2, from: user, toUser: null, toTeam: team, status: 'pending' } }
const ticket = { id: 4, no: 'TK1', customer, assignee: user, team }

describe('names', () => {
  it('lay the newest word over whatever shows it, and leave the rest as it is', () => {
    const names = new Names()
    expect(names.lay(session)).toBe(session)
    names.learn(event('user_update', { user: { ...user, name: 'Li Ming' } }))
    names.learn(event('team_update', { team: { ...team, name: 'second line' } }))
    names.learn(event('organization_update', { organization: { ...organization, name: 'hospital' } }))
    const laid = names.lay({ list: [session, { id: 1, note: 'x' }] })
    expect(laid.list[0]).toMatchObject({
      customer: { name: 'Wang', organization: { name: 'hospital' } },
      team: { name: 'second line' },
      assignee: { name: 'Li Ming' },
      transfer: { from: { name: 'Li Ming' }, toUser: null, toTeam: { name: 'second line' } },
    })
    expect(names.lay(laid), 'nothing more is to be laid').toBe(laid)
  })

  it('win over a card that was read before and arrives after', () => {
    const names = new Names()
    names.learn(event('customer_update', { customer: { ...customer, name: 'Wang Fang', vip: true, organization: null } }))
    names.learn(event('organization_update', { organization: { ...organization, name: 'hospital' } }))
    expect(names.lay(session).customer).toEqual({ id: 1, name: 'Wang Fang', vip: true, organization: null })
    names.learn(event('customer_update', { customer }))
    const laid = names.lay(session)
    expect(laid.customer.organization?.name, 'of two words about the organization, its own').toBe('hospital')
    expect(names.lay(laid)).toBe(laid)
  })

  it('know who turned out to be whom, also by way of a third', () => {
    const names = new Names()
    const [second, third] = [{ ...customer, id: 2, name: 'second' }, { ...customer, id: 3, name: 'third' }]
    names.learn(event('customer_merged', { from: 1, customer: second }))
    names.learn(event('customer_merged', { from: 2, customer: third }))
    expect(names.lay([session, ticket]).map((card) => card.customer.name)).toEqual(['third', 'third'])
    names.learn(event('organization_removed', { id: 5 }))
    expect(names.lay(session).customer.organization).toBeNull()
  })

  it('give the tickets of a team to the one that takes over, and leave conversations their team', () => {
    const names = new Names()
    names.learn(event('team_merged', { from: 3, team: { id: 8, name: 'all' } }))
    expect([names.lay(ticket).team.name, names.lay(session).team.name]).toEqual(['all', 'first line'])
  })

  it('leave the pages of the things themselves alone', () => {
    const names = new Names()
    names.learn(event('team_update', { team: { ...team, name: 'second line' } }))
    const page = { team: { ...team, description: 'what it is for' }, teams: [team] }
    expect(names.lay(page)).toEqual({ ...page, teams: [{ id: 3, name: 'second line' }] })
  })

  it('are computed anew when one is learnt', () => {
    const names = new Names()
    const shown = computed(() => names.lay(session).assignee.name)
    expect(shown.value).toBe('Li')
    names.learn(event('user_update', { user: { ...user, name: 'Li Ming' } }))
    expect(shown.value).toBe('Li Ming')
    names.clear()
    expect(shown.value).toBe('Li')
  })
})
