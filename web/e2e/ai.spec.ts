// The AI area, as an administrator sets it up and a group's people look at it. The demo's accounts lead nowhere, and
// so does the one that is made here: nothing is ever sent to a provider.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const unique = () => `${Date.now() % 10_000_000}`
const SHOTS = process.env.POLYDESK_SHOTS

/** For a person to look at; only when a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

async function expectNoSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - window.innerWidth, ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth)))
  expect(wide).toBeLessThanOrEqual(1)
}

/** Of the forms that a page holds, the one that is open. */
const save = (page: Page) => page.getByTestId('save').filter({ visible: true }).click()
const settled = (page: Page) => expect(page.locator('.ghost, .skeleton, [aria-busy=true]')).toHaveCount(0)
const pick = (page: Page, text: string) => page.getByRole('option').filter({ hasText: text, visible: true }).first().click()

test('an account is added, a group bound to it, and a key made that is shown once', async ({ page }) => {
  const name = `专线账号${unique()}`
  const groupName = `质检组${unique()}`
  await signIn(page, 'admin', '/console/ai/accounts')
  await page.getByTestId('new-account').click()
  await page.locator('#account-name').fill(name)
  await page.locator('#account-endpoint').fill('https://line.ai.example/v1')
  await page.locator('#account-key').fill('sk-test-abcdefghijklmnop')
  await page.getByLabel('支持的模型').fill('gpt-5-mini')
  await page.keyboard.press('Enter')
  await page.locator('#price-input').fill('9')
  await page.locator('#price-output').fill('72')
  await expectAccessible(page, 'account form')
  await shot(page, 'account-form')
  await save(page)
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('sk-****mnop')
  await expect(page.locator('body')).not.toContainText('sk-test-abcdefghijklmnop')
  // Changed without its key being typed again.
  await row.getByRole('button', { name: `编辑 ${name}` }).click()
  await expect(page.locator('#account-key')).toHaveValue('')
  await page.locator('#account-weight').fill('7')
  await save(page)
  await row.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.getByText('sk-****mnop')).toBeVisible()

  await page.goto('/console/ai/groups')
  await page.getByTestId('new-group').click()
  await page.locator('#group-name').fill(groupName)
  await page.locator('#group-budget').fill('200')
  await save(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(groupName)
  await page.getByTestId('mode-dedicated').click()
  await expect(page.getByTestId('save-binding')).toBeDisabled()
  await page.locator('#add-account').fill(name)
  await pick(page, name)
  await expect(page.getByTestId('bound-account')).toContainText(name)
  await expectAccessible(page, 'binding')
  await shot(page, 'binding')
  await page.getByTestId('save-binding').click()
  await expect(page.getByText('有未保存的修改')).toHaveCount(0)
  await page.reload()
  await expect(page.getByTestId('bound-account')).toContainText(name)
  await expect(page.getByTestId('mode-dedicated').getByRole('radio')).toBeChecked()

  await page.getByRole('tab', { name: '密钥' }).click()
  await page.getByTestId('new-key').click()
  await page.locator('#key-name').fill('质检脚本')
  await save(page)
  const secret = await page.getByTestId('secret').innerText()
  expect(secret).toMatch(/^pdai_\d+_/)
  await expect(page.getByTestId('snippet')).toContainText(secret)
  await expect(page.getByTestId('snippet')).toContainText('gpt-5-mini')
  await page.getByText('Anthropic', { exact: true }).click()
  await expect(page.getByTestId('snippet')).toContainText('from anthropic import Anthropic')
  await expectAccessible(page, 'key, shown once')
  await shot(page, 'key')
  await page.getByTestId('stored').click()
  await expect(page.getByTestId('secret')).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('质检脚本')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(secret)
  await page.getByRole('button', { name: '轮换 质检脚本' }).click()
  await page.getByTestId('rotate').click()
  expect(await page.getByTestId('secret').innerText()).not.toBe(secret)
  await page.getByTestId('stored').click()
  await expect(page.getByText('已轮换，仍可用')).toBeVisible()

  await page.getByRole('tab', { name: '路由预演' }).click()
  await expect(page.getByTestId('route-verdict')).toContainText(`会交给 ${name}`)
  await page.locator('#route-model').fill('no-such-model')
  await expect(page.getByTestId('route-verdict')).toContainText('没有账号可以处理')
  await expect(page.getByText('没有该模型')).toBeVisible()
})

test('several accounts are switched at once, and one that is in use is not deleted', async ({ page, request }) => {
  const admin = await apiAs(request, { username: 'admin' })
  const mark = `批量${unique()}`
  const names = [`${mark}甲`, `${mark}乙`]
  for (const name of names) await admin.post('/ai/accounts', { name, serviceType: 'openai', apiKey: 'sk-test-abcdefghijklmnop', apiEndpoint: 'https://bulk.ai.example/v1' })
  await signIn(page, 'admin', '/console/ai/accounts')
  await page.getByTestId('search').fill(mark)
  await expect(page.getByRole('row').filter({ hasText: mark })).toHaveCount(2)
  await page.getByTestId('pick-all').click()
  await expect(page.getByText('已选 2 个')).toBeVisible()
  await page.getByTestId('bulk-disable').click()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(page.getByRole('row').filter({ hasText: '停用' })).toHaveCount(2)
  await page.getByTestId('pick-all').click()
  await page.getByTestId('bulk-delete').click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(page.getByRole('row').filter({ hasText: mark })).toHaveCount(0)
  await page.goto('/console/ai/accounts?q=客服专用')
  await page.getByTestId('pick-all').click()
  await page.getByTestId('bulk-delete').click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(page.locator('.el-message--error')).toContainText('Claude 客服专用')
  await expect(page.getByRole('row').filter({ hasText: 'Claude 客服专用' })).toBeVisible()
})

test('a month of usage is seen as charts and as tables, and is exported', async ({ page, request }) => {
  await signIn(page, 'admin', '/console/ai/overview')
  const chart = page.locator('figure').filter({ hasText: '近 14 天成本' })
  await expect(chart.locator('canvas')).toBeVisible()
  await expect(chart.getByRole('img')).toHaveAttribute('aria-label', /近 14 天按服务商的成本，共 .+/)
  await chart.getByTestId('as-table').click()
  await expect(chart.getByTestId('chart-table').getByRole('row')).toHaveCount(15)
  await expectAccessible(page, 'figures as a table')

  await page.goto('/console/ai/costs')
  await expect(page.locator('figure canvas')).toHaveCount(2)
  for (const figure of await page.locator('figure').all()) {
    await figure.getByTestId('as-table').click()
    await expect(figure.getByTestId('chart-table')).toBeVisible()
  }
  await page.getByTestId('split-user').click()
  await expect(page.getByTestId('split')).toContainText('非用户（密钥、门户）')
  await page.getByTestId('by-hour').click()
  await expect(page).toHaveURL(/by=hour/)
  await expect(page.getByRole('heading', { name: '每小时成本' })).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-usage').click()])
  expect(file.suggestedFilename()).toMatch(/\.csv$/)

  // The figures of an account's page are the server's.
  const admin = await apiAs(request, { username: 'admin' })
  const { list: [account] } = await admin.get<{ list: { id: number; name: string }[] }>('/ai/accounts?q=客服专用')
  await page.goto(`/console/ai/accounts/${account?.id ?? 0}`)
  const day = page.locator('figure')
  await day.getByTestId('as-table').click()
  await expect(day.getByTestId('chart-table').getByRole('row')).toHaveCount(25)
})

test('a member sees its own groups, and nothing that belongs to the administrator', async ({ page }) => {
  await signIn(page, 'agent.xu', '/console/ai/groups')
  await expect(page.getByRole('link', { name: '数据分析组' })).toBeVisible()
  await expect(page.getByRole('link', { name: '产品研发组' })).toHaveCount(0)
  await expect(page.getByTestId('new-group')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'AI 账号' })).toHaveCount(0)
  await page.getByRole('link', { name: '数据分析组' }).click()
  await expect(page.getByRole('tab', { name: '密钥' })).toHaveCount(0)
  await expect(page.getByTestId('save-binding')).toHaveCount(0)
  await page.goto('/console/ai/monitor')
  await page.getByRole('button', { name: '数据分析组' }).click()
  await expect(page.getByRole('heading', { name: '数据分析组', level: 2, exact: true })).toBeVisible()
  await expect(page.getByTestId('ai-call').first()).toBeVisible()
  await page.goto('/console/ai/overview')
  await expect(page.getByText('没有访问权限')).toBeVisible()
})

for (const [locale, theme, width] of [['zh-CN', 'dark', 1440], ['en', 'light', 1440], ['zh-CN', 'light', 375], ['en', 'dark', 375]] as const) {
  test(`the AI pages, ${locale} ${theme} at ${width} px, hold WCAG AA and fit`, async ({ page, request }) => {
    const admin = await apiAs(request, { username: 'admin' })
    const first = async (path: string) => (await admin.get<{ list: { id: number }[] }>(path)).list[0]?.id ?? 0
    const group = await first('/ai/groups?q=客服助理')
    await page.setViewportSize({ width, height: width === 375 ? 812 : 900 })
    await page.addInitScript(([language, mode]) => { localStorage.setItem('polydesk.locale', language); localStorage.setItem('polydesk.theme', mode) }, [locale, theme] as const)
    await signIn(page, 'admin', '/console/ai/overview')
    const pages = {
      overview: '/ai/overview', accounts: '/ai/accounts', account: `/ai/accounts/${await first('/ai/accounts?q=客服专用')}`, groups: '/ai/groups', group: `/ai/groups/${group}`,
      members: `/ai/groups/${group}?tab=members`, keys: `/ai/groups/${group}?tab=keys`, route: `/ai/groups/${group}?tab=route`, monitor: `/ai/monitor?group=${group}`, costs: '/ai/costs',
    }
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`/console${path}`)
      await expect(page.locator('h1')).toBeVisible()
      await settled(page)
      await expectAccessible(page, `${name} ${locale} ${theme} ${width}`)
      await expectNoSideways(page)
      await shot(page, `${name}-${locale}-${theme}-${width}`)
    }
  })
}
