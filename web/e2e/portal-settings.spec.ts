// The look of the portal is changed with its picture beside it.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { TENANT, apiAs, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

interface Config { portal_title: string; welcome_message: string; theme_color: string; logo_url: string | null; contact_info: { phone: string | null; email: string | null }; enabled_features: string[] }

test('what is set is what customers see', async ({ page, request }) => {
  const admin = await apiAs(request, { username: 'admin' })
  const before = await admin.get<Config>('/customer-portal/config')
  await signIn(page, 'admin', '/console/portal')
  const preview = page.getByTestId('portal-preview')
  await expect(preview).toContainText(before.portal_title)

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
