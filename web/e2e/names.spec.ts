// Names are told once and show everywhere: an admin renames a customer and the agent who serves it, while the
// agent's workbench and the customer's chat stand open in browsers of their own.
import { expect, test } from '@playwright/test'
import { agentContext, apiAs, freshPhone, quietDesk, TENANT } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

test('new names of a customer and an agent show in the open workbench and the open chat', async ({ browser, request }) => {
  test.setTimeout(180_000)
  await quietDesk(request)
  const mark = String(Date.now()).slice(-5)
  const customer = await (await browser.newContext()).newPage()
  await customer.goto(`/portal/${TENANT}/chat`)
  await customer.locator('input[name=name]').fill(`陈远${mark}`)
  await customer.locator('input[name=phone]').fill(freshPhone())
  await customer.locator('textarea[name=topic]').fill('档案上传一直失败')
  await customer.getByTestId('register-submit').click()

  const { page: agent } = await agentContext(browser, 'agent.lin')
  await agent.getByTestId('go-online').click()
  await agent.getByTestId('session-item').filter({ hasText: `陈远${mark}` }).click()
  await expect(agent.getByTestId('thread').getByRole('heading', { name: `陈远${mark}` })).toBeVisible()
  await expect(customer.getByTestId('composer')).toBeVisible()

  const admin = await apiAs(request, { username: 'admin' })
  const found = await admin.get<{ list: { id: number; name: string }[] }>(`/customers?q=${encodeURIComponent(`陈远${mark}`)}`)
  const me = await (await apiAs(request, { username: 'agent.lin' })).get<{ id: number; name: string }>('/user/info')
  try {
    await admin.put(`/customers/${found.list[0]?.id}`, { name: `陈思远${mark}`, vip: true })
    await admin.put(`/users/${me.id}`, { name: `林小姐${mark}` })

    await expect(agent.getByTestId('thread').getByRole('heading', { name: `陈思远${mark}` })).toBeVisible()
    await expect(agent.getByTestId('session-item').filter({ hasText: `陈思远${mark}` })).toBeVisible()
    await expect(agent.getByTestId('session-item').filter({ hasText: `陈远${mark}` })).toHaveCount(0)
    await expect(customer.getByRole('heading', { name: `林小姐${mark}` })).toBeVisible()
  } finally {
    await admin.put(`/users/${me.id}`, { name: me.name })
  }
  await expect(customer.getByRole('heading', { name: me.name })).toBeVisible()
})
