// Categories come as a flat list with parents; the screens want them as a tree, in order.
import { groupBy } from '@shared/groupBy'
import type { Category } from '@shared/api/types'

export interface CategoryNode extends Category { depth: number; children: CategoryNode[] }

export function categoryTree(categories: Category[]): CategoryNode[] {
  const byParent = groupBy(categories, (category) => category.parentId)
  const known = new Set(categories.map((category) => category.id))
  const build = (parent: number | null, depth: number): CategoryNode[] =>
    [...(byParent.get(parent) ?? [])].sort((a, b) => a.sort - b.sort || a.id - b.id)
      .map((category) => ({ ...category, depth, children: build(category.id, depth + 1) }))
  // A category whose parent is not in the list still has to be reachable.
  const orphans = categories.filter((category) => category.parentId !== null && !known.has(category.parentId))
  return [...build(null, 0), ...orphans.map((category) => ({ ...category, depth: 0, children: build(category.id, 1) }))]
}

export function flatten(nodes: CategoryNode[]): CategoryNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)])
}

/** A category may not move under itself or what is below it. */
export function possibleParents(nodes: CategoryNode[], self: number | null): CategoryNode[] {
  return nodes.flatMap((node) => (node.id === self ? [] : [node, ...possibleParents(node.children, self)]))
}
