// What a newcomer stumbled over once: long texts on a phone, files that cannot be taken, several conversations at once.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { agentContext, apiAs, freshPhone, quietDesk, setPresence, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

test.beforeEach(async ({ request }) => quietDesk(request))
test.afterEach(async ({ request }) => quietDesk(request))

const LONG = '系统登录以后一直转圈，换了三台电脑和两个浏览器都一样，'.repeat(7).slice(0, 190)

test('several conversations that come at once are told in one notice, which covers nothing', async ({ browser, request }) => {
  for (const name of ['欧阳文静', '买买提江', '张三']) {
    const customer = await apiAs(request, { phone: freshPhone(), name })
    await customer.post('/me/sessions', { topic: LONG })
  }
  const { context, page } = await agentContext(browser, 'agent.lin')
  await setPresence(page, 'online')
  const notice = page.getByTestId('notice')
  await expect(notice).toContainText('3 个新会话')
  await expect(notice).toHaveCount(1)
  const box = await notice.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 999), 'inside the top bar').toBeLessThanOrEqual(60)
  await expectAccessible(page, 'the notice')
  await notice.getByRole('button', { name: /3 个新会话/ }).click()
  await page.waitForURL(/\/workbench\/\d+/)
  await expect(notice.getByRole('button')).toHaveCount(0)
  await setPresence(page, 'offline')
  await context.close()
})

test('a long topic does not push the account page apart, and the agent is not said to be there', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true })
  const page = await context.newPage()
  await page.goto('/portal/kangheng/chat')
  await page.locator('[name=name]').fill('阿依古丽')
  await page.locator('[name=phone]').fill(freshPhone())
  await page.locator('[name=topic]').fill(LONG)
  await page.locator('form button[type=submit]').click()
  await expect(page.getByTestId('chat-room')).toHaveAttribute('data-status', 'queued')
  await expect(page.getByTestId('line')).not.toContainText('重连')

  // Text that is called a picture: the reason is said, and trying again is not offered.
  await page.getByTestId('file-input').setInputFiles({ name: '截图.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') })
  const upload = page.getByTestId('upload')
  await expect(upload).toContainText('文件内容与类型不符')
  await expect(upload.getByRole('button', { name: '重新发送' })).toHaveCount(0)
  await expect(upload.locator('img')).toHaveCount(0)
  await upload.getByRole('button', { name: '放弃' }).click()
  await page.getByTestId('file-input').setInputFiles({ name: '空.png', mimeType: 'image/png', buffer: Buffer.alloc(0) })
  const toast = page.getByText('空.png 是空文件')
  await expect(toast).toBeVisible()
  const [send, said] = [await page.getByTestId('send').boundingBox(), await toast.boundingBox()]
  expect((said?.y ?? 999) + (said?.height ?? 0), 'the toast leaves the button free').toBeLessThan(send?.y ?? 0)

  await page.goto('/portal/kangheng/me')
  await expect(page.getByText(LONG.slice(0, 20))).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  await expectAccessible(page, 'account with a long topic')
  await context.close()
})

test('an import says why it brought nothing', async ({ page }) => {
  await signIn(page, 'admin', '/console/imports')
  await page.getByTestId('import-file').setInputFiles({ name: '知识.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') })
  await expect(page.getByTestId('import-refused')).toContainText('请先另存为“CSV UTF-8”')
  await page.getByTestId('import-file').setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) })
  await expect(page.getByTestId('import-refused')).toContainText('文件是空的')
  await expectAccessible(page, 'a refused import')
  await page.getByTestId('import-file').setInputFiles({ name: '缺标题.jsonl', mimeType: 'application/json', buffer: Buffer.from('{"body":"x"}\n{oops\n') })
  const job = page.getByTestId('import-job').first()
  await expect(job).toContainText('未导入任何文章')
  await expect(job).not.toContainText('已完成')
  await expect(job).toContainText('没有标题')
  await expect(job).toContainText('不是合法的 JSON')
  await expectAccessible(page, 'an import that failed')
})
