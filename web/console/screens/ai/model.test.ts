import { expect, test } from 'vitest'
import { alertAmounts, isAmount, limitTone, limitsOf, trimAmount, usedPercent } from './model'

const group = { dailyUsedTokens: 900, dailyTokenLimit: 1000, monthlyUsedBudget: '50.5', monthlyBudget: '100', warningThreshold: 80, alertThreshold: 95 }

test('a limit that is not there is never near', () => {
  expect(usedPercent(5, null)).toBeNull()
  expect(usedPercent(5, 0)).toBeNull()
  expect(limitTone(null, 80, 95)).toBe('success')
})

test('thresholds are reached when they are met', () => {
  expect([79.9, 80, 94.9, 95, 120].map((percent) => limitTone(percent, 80, 95))).toEqual(['success', 'warning', 'warning', 'danger', 'danger'])
})

test('the tighter limit of a group counts', () => {
  expect(limitsOf(group)).toEqual({ tokens: 90, budget: 50.5, tighter: 90, tone: 'warning' })
  expect(limitsOf({ ...group, dailyTokenLimit: 0 })).toMatchObject({ tokens: null, tighter: 50.5, tone: 'success' })
  expect(limitsOf({ ...group, dailyTokenLimit: 0, monthlyBudget: null })).toMatchObject({ tighter: null, tone: 'success' })
})

test('alerts of money come in micro-units', () => {
  expect(alertAmounts({ measure: 'monthly_budget', used: 8_500_000, allowed: 10_000_000 })).toEqual({ used: 8.5, allowed: 10 })
  expect(alertAmounts({ measure: 'daily_tokens', used: 850, allowed: 1000 })).toEqual({ used: 850, allowed: 1000 })
})

test('amounts are decimals', () => {
  expect(['0', '21.6', '0.000001', ' 3 '].map(isAmount)).toEqual([true, true, true, true])
  expect(['', '-1', '1,5', '1.2345678', '.5', 'abc'].map(isAmount)).toEqual([false, false, false, false, false, false])
  expect(['21.600000', '100', '0.000000', '10.5'].map(trimAmount)).toEqual(['21.6', '100', '0', '10.5'])
})
