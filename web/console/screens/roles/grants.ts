// Editing the grants of a role: which permissions, each with how far it reaches.
import type { Grant, PermissionNode } from '@shared/api/types'

export type Scope = Grant['scope']
export const SCOPES: Scope[] = ['own', 'team', 'department', 'tenant']

export interface PermissionGroup { node: PermissionNode; leaves: PermissionNode[] }

function leavesOf(node: PermissionNode): PermissionNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leavesOf)
}

/** The tree as groups of permissions: the parents of leaves, whatever the depth. */
export function groupsOf(nodes: PermissionNode[]): PermissionGroup[] {
  return nodes.flatMap((node) => {
    if (node.children.length === 0) return [{ node, leaves: [node] }]
    const deep = node.children.some((child) => child.children.length > 0)
    return deep ? groupsOf(node.children) : [{ node, leaves: leavesOf(node) }]
  })
}

export function toMap(grants: Grant[]): Map<string, Scope> {
  return new Map(grants.map((grant) => [grant.permission, grant.scope]))
}

export function toGrants(map: ReadonlyMap<string, Scope>): Grant[] {
  return [...map].map(([permission, scope]) => ({ permission, scope })).sort((a, b) => a.permission.localeCompare(b.permission))
}

export function checkState(group: PermissionGroup, map: ReadonlyMap<string, Scope>): 'none' | 'some' | 'all' {
  const granted = group.leaves.filter((leaf) => map.has(leaf.key)).length
  return granted === 0 ? 'none' : granted === group.leaves.length ? 'all' : 'some'
}

export function setGroup(group: PermissionGroup, map: ReadonlyMap<string, Scope>, on: boolean): Map<string, Scope> {
  const next = new Map(map)
  for (const leaf of group.leaves) {
    if (!on) next.delete(leaf.key)
    else if (!next.has(leaf.key)) next.set(leaf.key, 'tenant')
  }
  return next
}
