import type { DepartmentNode } from '@shared/api/types'
import { describe, expect, test } from 'vitest'
import { dropOf, rowsOf, stepOf, zoneOf, type Row } from './tree'

const node = (id: number, children: DepartmentNode[] = []): DepartmentNode => ({ id, name: `d${id}`, parentId: null, position: 0, leader: null, userCount: 1, totalUserCount: 1, children })
const tree = [node(1, [node(2), node(3, [node(4)])]), node(5)]
const rows = rowsOf(tree)
const row = (id: number): Row => {
  const found = rows.find((one) => one.node.id === id)
  if (!found) throw new Error(`no row ${id}`)
  return found
}

describe('rowsOf', () => {
  test('is the tree as one reads it, without what is closed', () => {
    expect(rows.map((one) => [one.node.id, one.depth])).toEqual([[1, 0], [2, 1], [3, 1], [4, 2], [5, 0]])
    expect(rowsOf(tree, new Set([1])).map((one) => one.node.id)).toEqual([1, 5])
  })
})

describe('a step of the keyboard', () => {
  test('moves among siblings, into the one above, out beside the parent', () => {
    expect(stepOf(rows, row(3), 'up')).toEqual({ parentId: 1, position: 0 })
    expect(stepOf(rows, row(2), 'down')).toEqual({ parentId: 1, position: 1 })
    expect(stepOf(rows, row(3), 'in')).toEqual({ parentId: 2, position: 0 })
    expect(stepOf(rows, row(5), 'in')).toEqual({ parentId: 1, position: 2 })
    expect(stepOf(rows, row(4), 'out')).toEqual({ parentId: 1, position: 2 })
    expect(stepOf(rows, row(3), 'out')).toEqual({ parentId: null, position: 1 })
  })
  test('stays where there is no such place', () => {
    expect(stepOf(rows, row(1), 'up')).toBeNull()
    expect(stepOf(rows, row(5), 'down')).toBeNull()
    expect(stepOf(rows, row(2), 'in')).toBeNull()
    expect(stepOf(rows, row(1), 'out')).toBeNull()
  })
})

describe('a drop', () => {
  test('lands before, inside or after, counted without the dragged one', () => {
    expect(dropOf(row(5), row(3), 'before')).toEqual({ parentId: 1, position: 1 })
    expect(dropOf(row(2), row(3), 'after')).toEqual({ parentId: 1, position: 1 })
    expect(dropOf(row(2), row(3), 'inside')).toEqual({ parentId: 3, position: 1 })
    expect(dropOf(row(4), row(3), 'inside')).toEqual({ parentId: 3, position: 0 })
  })
  test('never lands in what it carries', () => {
    for (const zone of ['before', 'inside', 'after'] as const) {
      expect(dropOf(row(1), row(4), zone)).toBeNull()
      expect(dropOf(row(1), row(1), zone)).toBeNull()
    }
  })
  test('means what the quarter of the row says', () => {
    expect([zoneOf(3, 40), zoneOf(20, 40), zoneOf(37, 40)]).toEqual(['before', 'inside', 'after'])
  })
})
