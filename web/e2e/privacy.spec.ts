// A person's data: a copy of all of it, and its erasure for good; and the news of archiving that reach people where they are.
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const shots = process.env.POLYDESK_SHOTS
const WIDE = { width: 1440, height: 900 }
const unique = () => `${Date.now() % 10_000_000}`

/** Accessible at both widths and in the dark, and nothing sticks out sideways. */
async function expectSound(page: Page, what: string) {
  for (const size of [{ width: 375, height: 812 }, WIDE]) {
    await page.setViewportSize(size)
    await expect(page.locator('.ghost, .skeleton')).toHaveCount(0)
    await expectAccessible(page, `${what} at ${size.width}`)
    const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - window.innerWidth, ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth)))
    expect(wide, `${what} at ${size.width}`).toBeLessThanOrEqual(1)
    if (!shots) continue
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${what}-${size.width}.png` })
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html.dark')).toHaveCount(1)
  await expectAccessible(page, `${what} in the dark`)
  if (shots) await page.screenshot({ path: `${shots}/${what}-dark.png` })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('an administrator makes a copy of a customer\'s data and erases the customer for good', async ({ page, request }) => {
  const name = `尉迟小满${unique()}`
  const customer = await apiAs(request, { name, phone: freshPhone() })
  const ticket = await customer.post<{ id: number; ticket_no: string }>('/customer-portal/tickets', { subject: '打印机不动', description: '请帮忙' })
  const admin = await apiAs(request, { username: 'admin' })
  const { list } = await admin.get<{ list: { id: number }[] }>(`/customers?q=${encodeURIComponent(name)}`)
  const id = list[0]!.id

  await signIn(page, 'admin', `/console/customers/${id}`)
  const panel = page.getByTestId('privacy')
  await panel.scrollIntoViewIfNeeded()
  await page.getByTestId('export-data').click()
  await expect(panel.getByText('可下载')).toBeVisible({ timeout: 30_000 })
  await expectSound(page, 'privacy-panel')
  const started = page.waitForEvent('download')
  await page.getByTestId('fetch-export').click()
  const archive = await readFile(await (await started).path())
  expect(archive.subarray(0, 2).toString()).toBe('PK')
  expect(archive.includes('profile.json')).toBe(true)

  // An open ticket stands in the way, and is one click away.
  await page.getByTestId('erase-customer').click()
  await expect(page.getByTestId('erase-obstacles').getByRole('link')).toHaveCount(1)
  await expectSound(page, 'erase-blocked')
  await admin.post(`/tickets/${ticket.id}/flow`, { to: 'cancelled' })
  await page.getByRole('button', { name: '取消' }).click()
  await expect(page.getByTestId('erase-obstacles')).toBeHidden()
  await page.getByTestId('erase-customer').click()
  await expect(page.getByTestId('erase-preview')).toContainText('工单')
  const confirm = page.getByTestId('erase-confirm')
  await expect(confirm).toBeDisabled()
  await page.getByLabel('清除原因').fill(`${name}要求`)
  await page.getByLabel(/请输入客户姓名/).fill(name)
  await confirm.click()
  await expect(page.getByText('请不要写姓名')).toBeVisible()
  await page.getByLabel('清除原因').fill('本人书面要求')
  await expectSound(page, 'erase-dialog')
  await confirm.click()

  await expect(page).toHaveURL(/\/customers\/erasures$/)
  await expect(page.getByRole('row', { name: new RegExp(`#${id}`) })).toContainText('本人书面要求')
  await expect.poll(async () => (await admin.get<{ list: { status: string }[] }>('/erasures')).list[0]!.status, { timeout: 30_000 }).toBe('done')
  await page.reload()
  await expect(page.getByRole('row', { name: new RegExp(`#${id}`) })).toContainText('已清除')
  expect((await admin.get<{ total: number }>(`/customers?q=${encodeURIComponent(name)}`)).total).toBe(0)
})

test('an application with its team is told to the reviewer, bound on approval, and told to the applicant', async ({ page, request, browser }) => {
  const name = `尉迟大雪${unique()}`
  const agent = await apiAs(request, { username: 'agent.wang' })
  const customer = await agent.post<{ id: number }>('/customers', { name, phone: freshPhone() })
  const context = await browser.newContext()
  const boss = await context.newPage()
  await signIn(boss, 'sup.zhou', '/console/customers')
  await expect(boss.getByRole('heading', { level: 1 })).toBeVisible()

  await signIn(page, 'agent.wang', `/console/customers/${customer.id}/archive`)
  await page.getByLabel('机构名称').fill('河溪疾病预防控制中心')
  await page.getByRole('button', { name: '选择 河溪县疾病预防控制中心' }).click()
  await page.getByTestId('recommend').click()
  await page.getByRole('button', { name: /^绑定 / }).first().click()
  await expect(page.getByTestId('archive-teams').getByRole('group')).toHaveCount(1)
  await expectSound(page, 'archive-form-teams')
  await page.getByTestId('submit-archive').click()
  await expect(page).toHaveURL(/\/archive\/applications\/\d+$/)

  await expect(boss.getByTestId('notice')).toContainText(name)
  await boss.getByTestId('notice').getByRole('button').first().click()
  await expect(boss).toHaveURL(/\/archive\/applications\/\d+$/)
  await expect(boss.getByTestId('wanted-teams').getByRole('listitem')).toHaveCount(1)
  await expectSound(boss, 'archive-application-teams')
  await boss.getByTestId('approve').click()
  await expect(boss.getByText('已通过，客户成为正式客户')).toBeVisible()
  await expect(page.getByTestId('notice')).toContainText('已通过')
  await page.goto(`/console/customers/${customer.id}`)
  await expect(page.getByText('主要', { exact: false }).first()).toBeVisible()
  const relations = await agent.get<unknown[] | { list: unknown[] }>(`/customers/${customer.id}/teams`)
  expect((Array.isArray(relations) ? relations : relations.list).length).toBe(1)
  await context.close()
})
