// The look of the portal is changed with its picture beside it; feedback is taken up and answered.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { TENANT, apiAs, freshPhone, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

interface Config { portal_title: string; welcome_message: string; theme_color: string; logo_url: string | null; contact_info: { phone: string | null; email: string | null }; enabled_features: string[] }

test('what is set is what customers see', async ({ page, request }) => {
  const admin = await apiAs(request, { username: 'admin' })
  const before = await admin.get<Config>('/customer-portal/config')
  await signIn(page, 'admin', '/console/portal')
  const preview = page.getByTestId('portal-preview')
  await expect(preview).toContainText(before.portal_title)
  await expectAccessible(page, 'portal settings')

  await page.locator('#portal-title').fill('青浦康衡服务台')
  await page.locator('#portal-welcome').fill('今天想问什么？工作日八点到十八点有人值守。')
  await expect(preview).toContainText('今天想问什么？')
  await page.locator('#portal-logo').fill('http://example.com/logo.png')
  await expect(page.getByText('请填写 https:// 开头的图片地址')).toBeVisible()
  await expect(page.getByTestId('save')).toBeDisabled()
  await page.locator('#portal-logo').fill('')
  await page.locator('#portal-color').fill('#409eff')
  await expect(page.getByText('颜色太浅')).toBeVisible()
  await expectAccessible(page, 'a colour that is too light')
  await page.getByTestId('readable').click()
  await expect(page.getByText('清晰易读')).toBeVisible()
  await page.getByText('我的工单').first().click()
  await page.setViewportSize({ width: 375, height: 812 })
  await expectAccessible(page, 'portal settings on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  await page.getByTestId('save').click()
  await expect(page.getByText('已保存，门户已更新')).toBeVisible()
  try {
    await page.goto(`/portal/${TENANT}/`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('今天想问什么？')
    await expect(page.getByRole('link', { name: '青浦康衡服务台' })).toBeVisible()
  } finally {
    await admin.put('/customer-portal/config', before)
  }
})

test('feedback is taken up and answered', async ({ page, request }) => {
  const customer = await apiAs(request, { phone: freshPhone(), name: '阿依古丽' })
  const content = `冷链温度页面下班后打不开 ${Date.now()}`
  const { id } = await customer.post<{ id: number }>('/customer-portal/feedback', { feedback_type: 'bug', feedback_content: content, priority_level: 1 })
  await signIn(page, 'admin', '/console/feedback')
  const row = page.getByRole('row', { name: new RegExp(content) })
  await expect(row).toContainText('待受理')
  await expectAccessible(page, 'feedback')
  await row.getByRole('button', { name: new RegExp(content) }).click()
  const shown = page.getByTestId('feedback')
  await page.getByTestId('take-up').click()
  await expect(shown).toContainText('处理中')
  await expect(page.getByTestId('answer')).toBeDisabled()
  await page.locator('#feedback-response').fill('昨晚的故障已修复，请再试一次。')
  await page.setViewportSize({ width: 375, height: 812 })
  await expectAccessible(page, 'handling feedback on a phone')
  await page.getByTestId('answer').click()
  await expect(shown).toContainText('等待客户确认')
  await expect(shown).toContainText('昨晚的故障已修复')
  await page.getByRole('button', { name: /关闭|Close/ }).filter({ visible: true }).first().click()
  await expect(page.getByTestId('feedback')).toBeHidden()
  await expectAccessible(page, 'feedback on a phone')
  const mine = await customer.get<{ id: number; status: string; response_content: string }[]>('/customer-portal/feedback')
  expect(mine.find((one) => one.id === id)).toMatchObject({ status: 'processed', response_content: '昨晚的故障已修复，请再试一次。' })
})
