import { expect, it } from 'vitest'
import { nameOf } from './saveFile'

it('takes the name that the answer gives itself', () => {
  expect(nameOf('attachment; filename="___.csv"; filename*=UTF-8\'\'%E5%AE%A2%E6%88%B7.csv')).toBe('客户.csv')
  expect(nameOf('attachment')).toBeUndefined()
  expect(nameOf(null)).toBeUndefined()
})
