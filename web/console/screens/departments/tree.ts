// The tree of departments as the screen needs it: flat rows, and where a step of the keyboard leads.
import type { DepartmentNode } from '@shared/api/types'

export interface Row {
  node: DepartmentNode
  depth: number
  parent: DepartmentNode | null
  /** Place among its siblings, and how many they are. */
  index: number
  siblings: DepartmentNode[]
}

export interface Place { parentId: number | null; position: number }
export type Step = 'up' | 'down' | 'in' | 'out'

/** Every department in the order of the screen; the children of closed ones are left out. */
export function rowsOf(nodes: DepartmentNode[], closed: ReadonlySet<number> = new Set(), parent: DepartmentNode | null = null, depth = 0): Row[] {
  return nodes.flatMap((node, index) => [
    { node, depth, parent, index, siblings: nodes },
    ...(closed.has(node.id) ? [] : rowsOf(node.children, closed, node, depth + 1)),
  ])
}

export function idsBelow(node: DepartmentNode): Set<number> {
  return new Set([node.id, ...node.children.flatMap((child) => [...idsBelow(child)])])
}

/** Where a department lands: among its siblings, into the one above it, or out beside its parent. Null when there is no such place. */
export function stepOf(rows: Row[], row: Row, step: Step): Place | null {
  const parentId = row.parent?.id ?? null
  if (step === 'up') return row.index > 0 ? { parentId, position: row.index - 1 } : null
  if (step === 'down') return row.index < row.siblings.length - 1 ? { parentId, position: row.index + 1 } : null
  if (step === 'in') {
    const above = row.siblings[row.index - 1]
    return above ? { parentId: above.id, position: above.children.length } : null
  }
  const parent = rows.find((one) => one.node.id === parentId)
  return parent ? { parentId: parent.parent?.id ?? null, position: parent.index + 1 } : null
}

export type Zone = 'before' | 'inside' | 'after'

/** Where a dragged department lands when it is dropped on a row; null where it must not. */
export function dropOf(dragged: Row, onto: Row, zone: Zone): Place | null {
  if (idsBelow(dragged.node).has(onto.node.id)) return null
  if (zone === 'inside') return { parentId: onto.node.id, position: onto.node.children.filter((child) => child.id !== dragged.node.id).length }
  // The place is counted without the dragged one, which leaves its old place first.
  const siblings = onto.siblings.filter((one) => one.id !== dragged.node.id)
  const index = siblings.findIndex((one) => one.id === onto.node.id)
  return { parentId: onto.parent?.id ?? null, position: zone === 'before' ? index : index + 1 }
}

/** The upper and lower quarter of a row mean beside it, the middle means into it. */
export function zoneOf(offset: number, height: number): Zone {
  return offset < height / 4 ? 'before' : offset > (height * 3) / 4 ? 'after' : 'inside'
}
