import type { Category } from '@shared/api/types'
import { describe, expect, test } from 'vitest'
import { categoryTree, flatten, possibleParents } from './categoryTree'

const category = (id: number, parentId: number | null, sort = 0): Category => ({ id, parentId, sort, slug: `c${id}`, name: `C${id}`, nameEn: null, icon: null, description: null, articleCount: 0 })

describe('categoryTree', () => {
  const tree = categoryTree([category(3, 1), category(2, null, 1), category(1, null, 2), category(4, 3), category(9, 77)])

  test('orders by sort and nests to any depth, keeping what has lost its parent', () => {
    expect(flatten(tree).map((node) => [node.id, node.depth])).toEqual([[2, 0], [1, 0], [3, 1], [4, 2], [9, 0]])
  })

  test('offers as parent neither the category itself nor what is below it', () => {
    expect(possibleParents(tree, 1).map((node) => node.id)).toEqual([2, 9])
  })
})
