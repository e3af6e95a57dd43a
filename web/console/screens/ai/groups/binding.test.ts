import type { AiAccountRef, AiResourceBinding } from '@shared/api/types'
import { expect, test } from 'vitest'
import { draftOf, inputOf, isComplete, moved, reachable } from './binding'

const binding = (mode: 'dedicated' | 'shared' | 'hybrid', config: object) => ({ groupId: 1, mode, config, dailyTokenLimit: 0, monthlyBudget: null, priorityLevel: 'medium', warningThreshold: 80, alertThreshold: 95 }) as unknown as AiResourceBinding['binding']
const account = (id: number, serviceType: AiAccountRef['serviceType'], accountType: AiAccountRef['accountType'], status: AiAccountRef['status'] = 'active'): AiAccountRef => ({ id, name: `a${id}`, serviceType, accountType, status, supportedModels: [], currentLoad: 0 })

test('what was bound is sent again as it was', () => {
  const hybrid = binding('hybrid', { primaryAccounts: [9, 4], fallbackPools: [{ serviceType: 'qwen', maxUsagePercent: 100, priority: 2 }, { serviceType: 'openai', maxUsagePercent: 80, priority: 1 }] })
  expect(draftOf(hybrid)).toEqual({ mode: 'hybrid', accounts: [9, 4], pools: [{ serviceType: 'openai', maxUsagePercent: 80 }, { serviceType: 'qwen', maxUsagePercent: 100 }] })
  expect(inputOf(draftOf(hybrid)).bindingConfig).toEqual({ primaryAccounts: [9, 4], fallbackPools: [{ serviceType: 'openai', maxUsagePercent: 80, priority: 1 }, { serviceType: 'qwen', maxUsagePercent: 100, priority: 2 }] })
  const dedicated = binding('dedicated', { accounts: [{ accountId: 2, priority: 5, serviceType: 'qwen' }, { accountId: 1, priority: 1, serviceType: 'claude' }] })
  expect(inputOf(draftOf(dedicated)).bindingConfig).toEqual({ accounts: [{ accountId: 1, priority: 1 }, { accountId: 2, priority: 2 }] })
})

test('only the part of its mode is sent', () => {
  const draft = { mode: 'shared' as const, accounts: [1], pools: [] }
  expect(inputOf(draft)).toEqual({ bindingMode: 'shared', bindingConfig: { poolConfig: [] } })
  expect([isComplete(draft), isComplete({ ...draft, mode: 'hybrid' }), isComplete({ ...draft, mode: 'dedicated', accounts: [] })]).toEqual([true, true, false])
})

test('an entry moves by one place and never out of its list', () => {
  expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2])
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
  expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3])
})

test('a draft draws on what works, in its order, once', () => {
  const all = [account(1, 'claude', 'dedicated'), account(2, 'qwen', 'shared'), account(3, 'openai', 'shared'), account(4, 'qwen', 'shared', 'error')]
  const ids = (draft: Parameters<typeof reachable>[0]) => reachable(draft, all).map((one) => one.id)
  expect(ids({ mode: 'dedicated', accounts: [1, 4], pools: [{ serviceType: 'qwen', maxUsagePercent: 100 }] })).toEqual([1])
  expect(ids({ mode: 'shared', accounts: [1], pools: [] })).toEqual([2, 3])
  expect(ids({ mode: 'hybrid', accounts: [2, 1], pools: [{ serviceType: 'openai', maxUsagePercent: 80 }, { serviceType: 'qwen', maxUsagePercent: 100 }] })).toEqual([2, 1, 3])
})
