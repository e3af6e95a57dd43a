// A link is made and shown with its QR code; a customer with a phone comes by it, proves the phone and queues.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

test('a customer who was sent a link proves the phone and is in the queue', async ({ page, browser, request }) => {
  await signIn(page, 'admin', '/console/register-links')
  await page.getByTestId('new-link').click()
  await page.locator('#link-name').fill('青滩镇中心卫生院上线保障')
  await page.locator('#link-topic').fill('疫苗冷链对接')
  await expectAccessible(page, 'new link')
  await page.getByTestId('save').click()
  const shown = page.getByTestId('links')
  await expect(shown.getByRole('img', { name: '“青滩镇中心卫生院上线保障”的二维码' })).toBeVisible()
  const url = new URL(await shown.locator('code').innerText())
  await expectAccessible(page, 'link with QR code')

  const phone = freshPhone()
  const mobile = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true })
  const customer = await mobile.newPage()
  await customer.goto(url.pathname)
  await expect(customer.getByTestId('join-form')).toContainText('姓名')
  await expect(customer.getByText('咨询事项：疫苗冷链对接')).toBeVisible()
  await expectAccessible(customer, 'registration form')
  await customer.getByTestId('join-submit').click()
  await expect(customer.getByText('请填写姓名')).toBeVisible()
  await customer.locator('[name=name]').fill('欧阳文静')
  await customer.locator('[name=phone]').fill(phone)
  await customer.getByTestId('send-code').click()
  await expect(customer.getByTestId('send-code')).toBeDisabled()
  await customer.locator('[name=code]').fill('000000')
  await customer.getByTestId('join-submit').click()
  await expect(customer.getByRole('alert')).toContainText('验证码错误')

  const admin = await apiAs(request, { username: 'admin' })
  const { list } = await admin.get<{ list: { to: string; text: string }[] }>('/mail-outbox')
  const code = /\d{6}/.exec(list.find((message) => message.to === phone)?.text ?? '')?.[0] ?? ''
  await customer.locator('[name=code]').fill(code)
  await customer.locator('[name=topic]').fill('冷链温度不上传')
  await customer.getByTestId('join-submit').click()
  await expect(customer.getByTestId('chat-room')).toHaveAttribute('data-status', 'queued')
  await expect(customer.getByTestId('message-list')).toContainText('冷链温度不上传')
  await customer.getByRole('button', { name: '退出排队' }).first().click()
  await customer.getByTestId('leave-confirm').click()

  await page.reload()
  const row = page.getByRole('row', { name: /青滩镇中心卫生院上线保障/ })
  await row.getByRole('button', { name: /收回/ }).click()
  await page.getByRole('button', { name: '收回', exact: true }).last().click()
  await expect(row).toContainText('已收回')
  await customer.goto(url.pathname)
  await expect(customer.getByTestId('join-closed')).toContainText('已被收回')
  await expectAccessible(customer, 'closed link')
  await mobile.close()
})
