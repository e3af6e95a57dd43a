import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import LineBanner from './LineBanner.vue'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { talk: { connecting: 'connecting', reconnecting: 'broken', unsent: 'unsent', fallback: 'fallback' } } } })
const banner = (line: 'connecting' | 'open' | 'reconnecting') => mount(LineBanner, { props: { line, transport: 'websocket', unsent: 0 }, global: { plugins: [i18n] } })

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  await nextTick()
}

it('does not call the first connection a break', async () => {
  const shown = banner('connecting')
  await pass(1_000)
  expect(shown.text()).toBe('')
  await pass(3_000)
  expect(shown.text()).toBe('connecting')
  await shown.setProps({ line: 'open' })
  expect(shown.text()).toBe('')
})

it('tells a break after a moment, and not a moment longer than it lasts', async () => {
  const shown = banner('open')
  await shown.setProps({ line: 'reconnecting' })
  expect(shown.text()).toBe('')
  await pass(1_000)
  expect(shown.text()).toBe('broken')
  await shown.setProps({ line: 'open' })
  expect(shown.text()).toBe('')
})
