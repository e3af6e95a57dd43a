// The workbench holds WCAG 2.1 AA in all its states, which one walk through the screens (screens.spec.ts) does not see.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { agentContext, apiAs, freshPhone, quietDesk } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const WAYS = [
  { locale: 'zh-CN', theme: 'light', viewport: { width: 1440, height: 900 } },
  { locale: 'en', theme: 'dark', viewport: { width: 1440, height: 900 } },
  { locale: 'en', theme: 'light', viewport: { width: 375, height: 760 } },
] as const

async function dress(page: Page, way: (typeof WAYS)[number]): Promise<void> {
  await page.evaluate(({ locale, theme }) => {
    localStorage.setItem('polydesk.locale', locale)
    localStorage.setItem('polydesk.theme', theme)
  }, way)
  await page.setViewportSize(way.viewport)
  await page.reload()
}

async function noSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}

for (const way of WAYS) {
  const name = `${way.locale}, ${way.theme}, ${way.viewport.width} px`

  test(`workbench: ${name}`, async ({ browser, request }) => {
    await quietDesk(request)
    const customer = await apiAs(request, { phone: freshPhone(), name: '无障碍测试客户' })
    const { page } = await agentContext(browser, 'agent.lin')
    await dress(page, way)
    await expect(page.getByTestId('go-online').filter({ visible: true })).toBeVisible()
    await expectAccessible(page, 'empty')

    const agent = await apiAs(request, { username: 'agent.lin' })
    const { id } = await customer.post<{ id: number }>('/me/sessions', { topic: '如何导出报表' })
    // Claimed, so that no other test's queue can get in between.
    const { customer: waiting } = await (await apiAs(request, { username: 'sup.han' })).get<{ customer: { id: number } }>(`/sessions/${id}`)
    await agent.post('/sessions', { customerId: waiting.id })
    const text = (content: string) => ({ clientMessageId: crypto.randomUUID(), kind: 'text', content })
    await customer.post(`/me/sessions/${id}/messages`, text('如何导出报表？见 https://example.org/a'))
    await agent.post(`/sessions/${id}/messages`, text('请点右上角的导出'))
    await agent.post(`/sessions/${id}/messages`, { ...text('内部备注'), kind: 'note' })
    await page.goto(`/console/workbench/${id}`)
    await expect(page.getByTestId('composer')).toBeVisible()
    if (way.viewport.width < 1180) {
      await expectAccessible(page, 'thread')
      await noSidewaysScroll(page)
      await page.getByTestId('panel-toggle').click()
    }
    for (const tab of ['customer', 'knowledge', 'tickets']) {
      await page.getByTestId(`panel-${tab}`).click()
      await expect(page.getByTestId('side-panel').locator('.skeleton')).toHaveCount(0)
      await expectAccessible(page, `panel ${tab}`)
    }
    await noSidewaysScroll(page)
    await agent.put(`/sessions/${id}/close`, { summary: '已说明' })
    await page.context().close()
  })
}
