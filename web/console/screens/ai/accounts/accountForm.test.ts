import { expect, test } from 'vitest'
import { blankForm, inputOf, isReady, needsKey } from './accountForm'

test('a new account needs its key, a known one only when its endpoint moves', () => {
  const form = { ...blankForm(), name: 'a', apiEndpoint: 'https://x.example/v1' }
  expect(needsKey(form, null)).toBe(true)
  expect(needsKey(form, { apiEndpoint: 'https://x.example/v1' })).toBe(false)
  expect(needsKey(form, { apiEndpoint: null })).toBe(true)
  expect([isReady(form, null), isReady({ ...form, apiKey: 'sk' }, null)]).toEqual([false, true])
})

test('a service without a place of its own needs an endpoint', () => {
  const form = { ...blankForm(), name: 'a', apiKey: 'sk', serviceType: 'compatible' as const }
  expect(isReady(form, null)).toBe(false)
  expect(isReady({ ...form, apiEndpoint: 'https://x.example/v1' }, null)).toBe(true)
})

test('a price that is no amount is not sent', () => {
  const form = { ...blankForm(), name: 'a', apiKey: 'sk' }
  expect(isReady({ ...form, price: { ...form.price, output: '1,5' } }, null)).toBe(false)
})

test('what is left empty is null, and a key that was not typed is not sent', () => {
  const input = inputOf({ ...blankForm(), name: ' a ', firstByteSeconds: 1.5 })
  expect(input).toMatchObject({ name: 'a', apiEndpoint: null, currentModel: null, dailyLimit: 0, firstByteTimeoutMs: 1500 })
  expect('apiKey' in input).toBe(false)
  expect(inputOf({ ...blankForm(), apiKey: ' sk-1 ' }).apiKey).toBe('sk-1')
})
