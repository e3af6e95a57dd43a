import { describe, expect, it } from 'vitest'
import { byArea } from '@shared/i18n'
import en from './locales/en'
import zh from './locales/zh-CN'

function keys(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, prefix ? `${prefix}.${key}` : key))
}

describe('portal catalogues', () => {
  it('has the same keys in both languages', () => {
    expect(keys(byArea(en)).sort()).toEqual(keys(byArea(zh)).sort())
  })
})
