// Feedback from both ends: a customer on a phone gives it and follows it, the tenant's administrator takes it up, asks
// back and answers; the customer objects, is answered again, and settles it.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, signIn, TENANT } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const FEEDBACK = `/portal/${TENANT}/feedback`

/** Nothing sticks out sideways, and axe finds nothing. */
async function expectSound(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(beyond, `${what} is wider than the screen`).toBeLessThanOrEqual(0)
  await expectAccessible(page, what)
}

/** A customer of their own for each test, signed in on a phone without the form. */
async function onPhone(page: Page, name: string): Promise<void> {
  const api = await apiAs(page.request, { name, phone: freshPhone() })
  const tokens = { accessToken: api.token, refreshToken: 'none', expiresAt: Date.now() + 3_600_000 }
  await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [`polydesk.portal.${TENANT}`, JSON.stringify(tokens)] as const)
}

async function expectStatus(page: Page, status: string): Promise<void> {
  await expect(page.getByTestId('feedback-status')).toHaveAttribute('data-status', status)
}

/** What the drawer of the console does with the piece of feedback that it shows. */
async function answer(desk: Page, shown: Locator, how: 'ask-back' | 'answer', content: string, after: string): Promise<void> {
  await expect(desk.getByTestId(how)).toBeDisabled()
  await desk.locator('#feedback-response').fill(content)
  await desk.getByTestId(how).click()
  await expect(shown).toContainText(after)
  await expect(shown).toContainText(content)
}

test('feedback is given, taken up, asked back, answered, objected to and settled', async ({ page: desk, browser }) => {
  // Two people and eight pages, one after the other.
  test.setTimeout(240_000)
  const content = `随访列表应当记住筛选条件 ${Date.now()}`
  const phone = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const customer = await phone.newPage()
  await onPhone(customer, '何静怡')
  await customer.goto(`/portal/${TENANT}/me`)
  await customer.getByTestId('feedback-entry').click()
  await expect(customer.getByText('还没有反馈')).toBeVisible()
  await customer.getByRole('link', { name: '提意见' }).first().click()
  const form = customer.getByTestId('feedback-form')
  await expect(form.getByText('您还没有会话和工单')).toBeVisible()
  await form.getByText('改进建议', { exact: true }).click()
  await customer.getByTestId('feedback-submit').click()
  await expect(form.locator('textarea[name=content]')).toBeFocused()
  await expectSound(customer, 'form with errors')
  // What was typed outlives a reload.
  await form.locator('textarea[name=content]').fill(content)
  await customer.reload()
  await expect(form.locator('textarea[name=content]')).toHaveValue(content)
  await customer.getByTestId('feedback-submit').click()
  await expectStatus(customer, 'pending')
  const own = customer.url()

  await signIn(desk, 'admin', '/console/feedback')
  const row = desk.getByRole('row', { name: new RegExp(content) })
  await expect(row).toContainText('待受理')
  await row.getByRole('button', { name: new RegExp(content) }).click()
  const shown = desk.getByTestId('feedback')
  await expectAccessible(desk, 'taking it up')
  await desk.getByTestId('take-up').click()
  await expect(shown).toContainText('处理中')
  await answer(desk, shown, 'ask-back', '请问是哪一个列表？', '等待补充')

  await customer.reload()
  await expect(customer.getByTestId('feedback-answer')).toContainText('请问是哪一个列表？')
  await expectSound(customer, 'asked back')
  await customer.getByTestId('feedback-reply').locator('textarea').fill('高血压随访的列表')
  await customer.getByTestId('feedback-send').click()
  await expectStatus(customer, 'processing')
  await expect(customer.getByTestId('feedback-content')).toContainText('高血压随访的列表')

  await desk.reload()
  await row.getByRole('button', { name: new RegExp(content) }).click()
  await expect(shown).toContainText('高血压随访的列表')
  await desk.setViewportSize({ width: 375, height: 812 })
  await expectSound(desk, 'answering on a phone')
  await answer(desk, shown, 'answer', '下一个版本起会记住。', '等待客户确认')

  await customer.reload()
  await expectStatus(customer, 'processed')
  await expect(customer.getByTestId('feedback-answer')).toContainText('下一个版本起会记住。')
  await customer.getByTestId('feedback-object').click()
  await customer.getByTestId('feedback-reply').locator('textarea').fill('是哪个版本？')
  await expectSound(customer, 'objecting to an answer')
  await customer.getByTestId('feedback-send').click()
  await expectStatus(customer, 'reprocessing')

  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.reload()
  await expect(row).toContainText('待重办')
  await row.getByRole('button', { name: new RegExp(content) }).click()
  await desk.getByTestId('take-up').click()
  await answer(desk, shown, 'answer', 'V6.5，十二月发布。', '等待客户确认')

  await customer.reload()
  await customer.getByTestId('feedback-confirm').click()
  await expectStatus(customer, 'closed')
  await customer.goto(FEEDBACK)
  await expect(customer.getByTestId('feedback-list')).toContainText(content)
  await customer.getByTestId('feedback-list').getByRole('link').first().click()
  await expect(customer).toHaveURL(own)
  await desk.reload()
  await expect(row).toContainText('已关闭')
  await phone.close()
})

test('feedback of another customer is not found, and somebody without an account is asked to come in first', async ({ page, browser }) => {
  const owner = await apiAs(page.request, { name: '阿依古丽', phone: freshPhone() })
  const { id } = await owner.post<{ id: number }>('/customer-portal/feedback', { feedback_type: 'bug', feedback_content: '冷链温度页面下班后打不开', priority_level: 1 })
  await onPhone(page, '别的客户')
  await page.goto(`${FEEDBACK}/${id}`)
  await expect(page.getByText('没有找到这条反馈')).toBeVisible()
  const guest = await browser.newPage()
  await guest.goto(`${FEEDBACK}/${id}`)
  await expect(guest.getByTestId('register-form')).toBeVisible()
  await expect(guest.getByText('冷链温度页面下班后打不开')).toHaveCount(0)
  await guest.close()
})
