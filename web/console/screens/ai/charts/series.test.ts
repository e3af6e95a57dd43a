import type { AiStat } from '@shared/api/types'
import { expect, test } from 'vitest'
import { byService, lastDay, outlook, shortName, withoutGaps } from './series'

const stat = (period: string, totalCost = '1', breakdown: AiStat['breakdown'] = []): AiStat => ({ period, totalRequests: 1, totalTokens: 10, totalCost, providerCost: totalCost, averageResponseTime: 5, successRate: 100, breakdown })
const periods = (stats: readonly AiStat[]) => stats.map((one) => one.period)

test('periods without a call are there with nothing', () => {
  const days = withoutGaps([stat('2026-02-27'), stat('2026-03-02')], 'day')
  expect(periods(days)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  expect(days[1]?.totalCost).toBe('0')
  expect(periods(withoutGaps([stat('2026-11-28T23:00'), stat('2026-11-29T01:00')], 'hour'))).toEqual(['2026-11-28T23:00', '2026-11-29T00:00', '2026-11-29T01:00'])
  expect(periods(withoutGaps([stat('2026-11-23'), stat('2026-12-07')], 'week'))).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
  expect(periods(withoutGaps([stat('2026-11'), stat('2027-01')], 'month'))).toEqual(['2026-11', '2026-12', '2027-01'])
  expect(withoutGaps([], 'day')).toEqual([])
})

test('a day has 24 hours and ends with the one that runs', () => {
  const day = lastDay([stat('2026-11-28T03:00', '7')], new Date('2026-11-28T04:10:00Z'))
  expect(day).toHaveLength(24)
  expect([day[0]?.period, day.at(-1)?.period]).toEqual(['2026-11-27T05:00', '2026-11-28T04:00'])
  expect(day.at(-2)?.totalCost).toBe('7')
})

test('services are in the order of their costs, those without are left out', () => {
  const part = (serviceType: 'claude' | 'qwen' | 'openai', cost: string) => ({ serviceType, requests: 1, tokens: 1, cost })
  const found = byService([stat('2026-11-01', '3', [part('qwen', '1'), part('claude', '2'), part('openai', '0')]), stat('2026-11-02', '1', [part('claude', '1')])])
  expect(found).toEqual([{ service: 'claude', costs: [2, 1] }, { service: 'qwen', costs: [1, 0] }])
})

test('a month is drawn until today, and from there to its forecast', () => {
  const month = { startsAt: '2026-10-31T16:00:00Z', endsAt: '2026-11-30T16:00:00Z', cost: '12', forecast: '18' }
  const { days, spent, forecast } = outlook([stat('2026-11-01', '5'), stat('2026-11-27', '4'), stat('2026-11-28', '3')], month, new Date('2026-11-28T04:00:00Z'))
  expect([days.length, days[0], days.at(-1)]).toEqual([30, '2026-11-01', '2026-11-30'])
  expect(spent.slice(25)).toEqual([5, 9, 12, null, null])
  expect(forecast.slice(26)).toEqual([null, 12, 15, 18])
})

test('on its last day a month is its forecast', () => {
  const month = { startsAt: '2026-11-01T00:00:00Z', endsAt: '2026-12-01T00:00:00Z', cost: '12', forecast: '12.5' }
  const { spent, forecast } = outlook([], month, new Date('2026-11-30T20:00:00Z'))
  expect([spent.at(-1), forecast.at(-1), forecast.at(-2)]).toEqual([12, 12.5, null])
})

test('names fit an axis in either language', () => {
  expect(shortName('2026-11-28T13:00', 'hour', 'en')).toBe('11/28, 13:00')
  expect(shortName('2026-11-28', 'day', 'en')).toBe('11/28')
  expect(shortName('2026-11', 'month', 'en')).toBe('Nov 2026')
})
