import { expect, it } from 'vitest'
import { fileProblem, mappingProblem, percent, stepOf } from './model'

it('refuses files that cannot be imported before they travel', () => {
  expect(fileProblem({ name: 'a.xlsm', size: 1 })).toBe('macros')
  expect(fileProblem({ name: 'a.xls', size: 1 })).toBe('wrongType')
  expect(fileProblem({ name: 'A.CSV', size: 0 })).toBe('emptyFile')
  expect(fileProblem({ name: 'a.xlsx', size: 65 * 1024 * 1024 })).toBe('tooLarge')
  expect(fileProblem({ name: '客户.XLSX', size: 1 })).toBeNull()
})

it('wants a name, a key, and each field once', () => {
  expect(mappingProblem(['phone', null])).toBe('noName')
  expect(mappingProblem(['name', 'region'])).toBe('noKey')
  expect(mappingProblem(['name', 'phone', 'phone'])).toBe('twice')
  expect(mappingProblem(['name', null, 'email', null])).toBeNull()
})

it('knows how far an import is', () => {
  const counts = { total: null, processed: 0, created: 0, updated: 0, skipped: 0, failed: 0, organizations: 0 }
  expect(percent(counts)).toBe(0)
  expect(percent({ ...counts, total: 3, processed: 2 })).toBe(66)
  expect(percent({ ...counts, total: 0 })).toBe(100)
  expect([stepOf('uploaded'), stepOf('checked'), stepOf('cancelled')]).toEqual([0, 1, 2])
})
