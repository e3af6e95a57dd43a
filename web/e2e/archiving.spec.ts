// From a stranger to a customer on file: the agent applies, the supervisor decides, the history tells; and
// what is done to those on file afterwards. Every screen is accessible and fits a phone.
import { mkdirSync } from 'node:fs'
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, signIn } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const shots = process.env.POLYDESK_SHOTS
const WIDE = { width: 1440, height: 900 }
const unique = () => `${Date.now() % 10_000_000}`

/** Accessible at both widths, and nothing sticks out sideways. */
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

interface Row { id: number; name: string }

async function stranger(request: APIRequestContext, name: string): Promise<Row> {
  const agent = await apiAs(request, { username: 'agent.wang' })
  return agent.post<Row>('/customers', { name, phone: freshPhone() })
}

test('an agent files a customer into a known organization, and a supervisor approves it', async ({ page, request, browser }) => {
  const name = `毕晓明${unique()}`
  const customer = await stranger(request, name)
  await signIn(page, 'agent.wang', '/console/archive')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('档案归档')
  await expect(page.getByRole('link', { name: `归档 ${name}` })).toBeVisible()
  await page.getByRole('link', { name: `归档 ${name}` }).click()

  await expect(page.getByLabel('姓名')).toHaveValue(name)
  await page.getByLabel('部门').fill('免疫规划科')
  // Nothing chosen yet: the server asks for the organization, beside its field.
  await page.getByTestId('submit-archive').click()
  await expect(page.getByText('请选择机构，或新建机构档案')).toBeVisible()
  await page.getByLabel('机构名称').fill('河溪疾病预防控制中心')
  await expect(page.getByTestId('matches').getByText('河溪县疾病预防控制中心')).toBeVisible()
  await expectSound(page, 'archive-form-match')
  await page.getByRole('button', { name: '选择 河溪县疾病预防控制中心' }).click()
  await expect(page.getByTestId('chosen-organization')).toContainText('河溪县疾病预防控制中心')
  await page.getByTestId('keep-draft').click()
  await expect(page.getByText('草稿已保存')).toBeVisible()
  // A draft waits: the form begins where it was left.
  await page.reload()
  await expect(page.getByTestId('chosen-organization')).toContainText('河溪县疾病预防控制中心')
  await expect(page.getByLabel('部门')).toHaveValue('免疫规划科')
  await page.getByLabel('给审核人的说明').fill('电话核对过')
  await page.getByTestId('submit-archive').click()
  await expect(page).toHaveURL(/\/archive\/applications\/\d+$/)
  await expect(page.getByTestId('withdraw')).toBeVisible()
  await expect(page.getByTestId('approve')).toHaveCount(0)

  const context = await browser.newContext()
  const boss = await context.newPage()
  await signIn(boss, 'sup.zhou', '/console/archive/applications')
  await expect(boss.getByRole('link', { name })).toBeVisible()
  await boss.getByRole('link', { name }).click()
  await expect(boss.getByRole('row', { name: /部门/ })).toContainText('免疫规划科')
  await expect(boss.getByTestId('reject')).toBeDisabled()
  await boss.getByLabel('意见与原因').fill('信息属实')
  await boss.getByTestId('approve').click()
  await expect(boss.getByText('已通过，客户成为正式客户')).toBeVisible()
  await expect(boss.getByTestId('archive-timeline')).toContainText('信息属实')

  await boss.goto('/console/archive/records')
  await expect(boss.getByRole('link', { name, exact: true }).first()).toBeVisible()
  await boss.goto(`/console/customers/${customer.id}`)
  await expect(boss.getByText('正式客户', { exact: true })).toBeVisible()
  await boss.getByRole('tab', { name: /档案历史/ }).click()
  await expect(boss.getByTestId('archive-timeline')).toContainText('审核通过')
  await expectSound(boss, 'customer-detail')
  await context.close()
})

test('a new organization is made with the application, and what is sent back is revised', async ({ page, request }) => {
  const name = `阿卜杜热合曼${unique()}`
  const customer = await stranger(request, name)
  await signIn(page, 'sup.han', `/console/customers/${customer.id}`)
  await page.getByTestId('archive-customer').click()
  await page.getByTestId('make-organization').click()
  await page.getByLabel('机构名称').fill(`青澜市第九人民医院${unique()}`)
  await page.getByLabel('统一社会信用代码').fill('91350100M000100Y44')
  await page.getByTestId('submit-archive').click()
  await expect(page.getByText('统一社会信用代码不正确')).toBeVisible()
  await page.getByLabel('统一社会信用代码').fill('')
  await page.getByLabel('地区').fill('华东区')
  await expectSound(page, 'archive-form-new')
  await page.getByTestId('submit-archive').click()
  await expect(page).toHaveURL(/\/archive\/applications\/\d+$/)
  await page.getByLabel('意见与原因').fill('请补充职务')
  await page.getByTestId('reject').click()
  await page.getByRole('link', { name: '继续填写' }).click()
  await expect(page.getByText('请补充职务')).toBeVisible()
  await page.getByLabel('职务').fill('信息科长')
  await page.getByTestId('submit-archive').click()
  await page.getByTestId('approve').click()
  await expect(page.getByText('已通过，客户成为正式客户')).toBeVisible()
  await expect(page.getByTestId('archive-timeline').getByRole('listitem')).toHaveCount(4)
})

test('organizations: found, made, changed, with their people and their service history', async ({ page }) => {
  const name = `石桥区康复医院${unique()}`
  await signIn(page, 'admin', '/console/organizations')
  await expect(page.getByRole('link', { name: '河溪县疾病预防控制中心' })).toBeVisible()
  await page.getByTestId('new-organization').click()
  await page.locator('#organization-name').fill(name)
  await page.getByLabel('业务范围').fill('康复治疗')
  await expectSound(page, 'organization-drawer')
  await page.getByTestId('save').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await page.getByTestId('edit-organization').click()
  await page.getByLabel('地区', { exact: true }).fill('西南区')
  await page.getByTestId('save').click()
  await expect(page.getByTestId('organization-facts')).toContainText('西南区')
  await page.getByTestId('delete-organization').click()
  await page.locator('.el-message-box').getByRole('button', { name: '删除' }).click()
  await expect(page).toHaveURL(/\/organizations$/)

  await page.getByTestId('search').fill('青滩镇中心')
  await page.getByRole('link', { name: '河溪县青滩镇中心卫生院' }).click()
  await expect(page.getByRole('link', { name: '吴桂芳' })).toBeVisible()
  await expect(page.getByTestId('organization-facts')).toContainText('1299**********001M')
  await page.getByTestId('reveal-organization').click()
  await expect(page.getByTestId('organization-facts')).toContainText('12990100MA0000001M')
})

test('two entries of one person are merged after a look at what moves, a person moves on, and two persons are split', async ({ page, request }) => {
  const stay = `魏长青${unique()}`
  const admin = await apiAs(request, { username: 'admin' })
  const keep = await admin.post<Row>('/customers', { name: stay, profile: 'formal' })
  const drop = await admin.post<Row>('/customers', { name: `小魏${unique()}`, phone: freshPhone() })
  await admin.post('/tickets', { subject: '报表打不开', description: '', customerId: drop.id })
  // From the page of the one that goes.
  await signIn(page, 'sup.zhou', `/console/customers/${drop.id}`)
  await page.getByTestId('row-menu').click()
  await page.getByRole('menuitem', { name: '合并客户' }).click()
  await page.locator('.el-select__wrapper').filter({ has: page.getByRole('combobox', { name: '与哪位客户合并' }) }).click()
  await page.getByRole('combobox', { name: '与哪位客户合并' }).fill(stay)
  await page.getByRole('option', { name: stay }).click()
  await expect(page.getByRole('alert')).toContainText('请保留已归档的正式客户')
  await expect(page.getByTestId('merge-confirm')).toBeDisabled()
  await page.getByTestId('merge-swap').click()
  await expect(page.getByText('工单 1', { exact: true }).last()).toBeVisible()
  await expectSound(page, 'merge-dialog')
  await page.getByTestId('merge-confirm').click()
  await expect(page).toHaveURL(new RegExp(`/customers/${keep.id}$`))
  await expect(page.getByRole('tab', { name: '工单 1' })).toBeVisible()

  await page.getByTestId('row-menu').click()
  await page.getByRole('menuitem', { name: '机构转移' }).click()
  await page.locator('.el-select__wrapper').filter({ has: page.getByRole('combobox', { name: '转到机构' }) }).click()
  await page.getByRole('option', { name: '白杉市妇幼保健院' }).click()
  await page.getByLabel('原因').fill('调动')
  await expectSound(page, 'transfer-dialog')
  await page.getByTestId('transfer-confirm').click()
  await expect(page.getByText('已转移')).toBeVisible()
  await page.getByRole('tab', { name: /档案历史 2/ }).click()
  await expect(page.getByTestId('archive-timeline')).toContainText('未填机构 → 白杉市妇幼保健院')

  await page.getByTestId('row-menu').click()
  await page.getByRole('menuitem', { name: '拆分客户' }).click()
  await expect(page.getByTestId('split-confirm')).toBeDisabled()
  await page.getByLabel('另一个人的姓名').fill('魏长明')
  await page.getByText('报表打不开').last().click()
  await expectSound(page, 'split-dialog')
  await page.getByTestId('split-confirm').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('魏长明')
  await expect(page.getByRole('tab', { name: '工单 1' })).toBeVisible()
})

test('the workbench leads from a closed conversation to the form', async ({ page, request }) => {
  const customer = await stranger(request, `包秀英${unique()}`)
  const agent = await apiAs(request, { username: 'agent.wang' })
  const session = await agent.post<{ id: number }>('/sessions', { customerId: customer.id })
  await agent.put(`/sessions/${session.id}/close`, {})
  await signIn(page, 'agent.wang', `/console/workbench/${session.id}`)
  await page.getByTestId('archive-customer').click()
  await expect(page).toHaveURL(new RegExp(`/customers/${customer.id}/archive$`))
  await expect(page.getByTestId('archive-form')).toBeVisible()
})
