import type { PermissionNode } from '@shared/api/types'
import { describe, expect, test } from 'vitest'
import { checkState, groupsOf, setGroup, toGrants, toMap } from './grants'

const leaf = (key: string): PermissionNode => ({ key, nameZh: key, nameEn: key, children: [] })
const node = (key: string, children: PermissionNode[]): PermissionNode => ({ key, nameZh: key, nameEn: key, children })

describe('groupsOf', () => {
  test('takes the parents of leaves, in a flat or a deep tree', () => {
    const flat = [node('tickets', [leaf('tickets:read'), leaf('tickets:write')])]
    expect(groupsOf(flat).map((group) => [group.node.key, group.leaves.length])).toEqual([['tickets', 2]])
    const deep = [node('desk', [node('tickets', [leaf('tickets:read')]), node('sessions', [leaf('sessions:read'), leaf('sessions:serve')])])]
    expect(groupsOf(deep).map((group) => group.node.key)).toEqual(['tickets', 'sessions'])
  })
})

describe('a group of permissions', () => {
  const [group] = groupsOf([node('tickets', [leaf('tickets:read'), leaf('tickets:write')])])
  if (!group) throw new Error('no group')

  test('is all, some or none', () => {
    expect(checkState(group, toMap([]))).toBe('none')
    expect(checkState(group, toMap([{ permission: 'tickets:read', scope: 'own' }]))).toBe('some')
    expect(checkState(group, setGroup(group, new Map(), true))).toBe('all')
  })

  test('turning it on keeps a narrower scope that was set, turning it off leaves other groups alone', () => {
    const before = toMap([{ permission: 'tickets:read', scope: 'own' }, { permission: 'users:read', scope: 'tenant' }])
    expect(toGrants(setGroup(group, before, true))).toEqual([
      { permission: 'tickets:read', scope: 'own' }, { permission: 'tickets:write', scope: 'tenant' }, { permission: 'users:read', scope: 'tenant' },
    ])
    expect(toGrants(setGroup(group, before, false))).toEqual([{ permission: 'users:read', scope: 'tenant' }])
  })
})
