// The console of the tenant admin and of the platform operator: the main action of each screen works on the real
// server. That every screen opens and is accessible is seen by screens.spec.ts.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { PASSWORD, TENANT } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const PLATFORM = 'platform'
/** Long, uncommon, and nothing like a user name: what the password rules want. */
const NEW_PASSWORD = 'Glacier-Teapot-47'
const unique = () => `${Date.now() % 10_000_000}`

async function signInAs(page: Page, tenant: string, username: string, password: string, path = '/console/') {
  await page.goto(`/console/login?tenant=${tenant}&next=${encodeURIComponent(path.replace('/console', ''))}`)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname !== '/console/login')
}

/** Picks an option of an Element Plus select that is reached by its label. */
async function choose(page: Page, label: string, option: string, several = false) {
  // The input itself lies under the text that it shows.
  const select = page.locator('.el-select__wrapper').filter({ has: page.getByRole('combobox', { name: label }) }).last()
  await select.click()
  const found = page.getByRole('option', { name: option, exact: true }).filter({ visible: true })
  await found.click()
  // One that takes several stays open; Escape would close the drawer around it as well.
  if (several) await select.click()
  await expect(found).toBeHidden()
}

test('signing in: a wrong password is refused in words, the right one opens the desk', async ({ page }) => {
  await page.goto('/console/users')
  await expect(page).toHaveURL(/\/console\/login\?next=/)
  await expectAccessible(page, 'login')
  await page.locator('#tenant').fill(TENANT)
  await page.locator('#username').fill('admin')
  await page.locator('#password').fill('certainly-not-this')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toHaveText('企业标识、用户名或密码不正确')
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).toHaveURL(/\/console\/users$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('用户')

  await page.getByTestId('user-menu').click()
  await page.getByTestId('sign-out').click()
  await expect(page).toHaveURL(/\/console\/login/)
  await page.goto('/console/users')
  await expect(page).toHaveURL(/\/console\/login/)
})

test('a forgotten password is set anew by the link in the mail', async ({ page, browser }) => {
  // The viewer, because no other test signs in as that person with the old password.
  await page.goto('/console/login')
  await page.getByRole('link', { name: '忘记密码？' }).click()
  // Both pages have a tenant field: fill in the one that is meant.
  await expect(page.getByRole('heading', { name: '找回密码' })).toBeVisible()
  await page.locator('#tenant').fill(TENANT)
  await page.locator('#username').fill('viewer')
  await page.getByRole('button', { name: '发送重置链接' }).click()
  await expect(page.getByRole('status')).toContainText('重置链接已经发出')
  await expectAccessible(page, 'forgotten password')

  const admin = await (await browser.newContext()).newPage()
  await signInAs(admin, TENANT, 'admin', PASSWORD, '/console/mail')
  await admin.getByRole('row').nth(1).getByRole('button').click()
  const href = await admin.getByRole('dialog').getByRole('link').getAttribute('href')
  await admin.context().close()

  const link = new URL(href ?? '')
  await page.goto(link.pathname + link.search)
  await page.locator('#new-password').fill(NEW_PASSWORD)
  await page.locator('#repeat-password').fill(NEW_PASSWORD)
  await expectAccessible(page, 'new password')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('status')).toContainText('新密码已生效')
  await signInAs(page, TENANT, 'viewer', NEW_PASSWORD)
  await expect(page.getByTestId('user-menu')).toBeVisible()
})

test('users: a new one gets a password once, must change it, and sees only what the role allows', async ({ page, browser }) => {
  const username = `new.${unique()}`
  await signInAs(page, TENANT, 'admin', PASSWORD, '/console/users')
  await page.getByTestId('new-user').click()
  await page.locator('#user-username').fill(username)
  await page.locator('#user-name').fill('新来的同事')
  await choose(page, '角色', '客服', true)
  await expectAccessible(page, 'user form')
  await page.getByTestId('save').click()
  const secrets = page.getByTestId('secret')
  await expect(secrets).toHaveCount(2)
  const initial = await secrets.nth(1).textContent() ?? ''
  await page.getByRole('button', { name: '我已妥善保存' }).click()
  await page.getByTestId('search').fill(username)
  await expect(page.getByRole('row', { name: new RegExp(username) })).toBeVisible()

  const other = await (await browser.newContext()).newPage()
  await signInAs(other, TENANT, username, initial)
  await expect(other).toHaveURL(/change-password/)
  await other.goto('/console/workbench')
  await expect(other).toHaveURL(/change-password/)
  await other.locator('#old-password').fill(initial)
  await other.locator('#new-password').fill(NEW_PASSWORD)
  await other.locator('#repeat-password').fill(NEW_PASSWORD)
  await other.getByRole('button', { name: '修改密码' }).click()
  await expect(other.getByRole('navigation').getByRole('link', { name: '首页' })).toBeVisible()
  await expect(other.getByRole('navigation').getByRole('link', { name: '用户', exact: true })).toHaveCount(0)
  await other.goto('/console/users')
  await expect(other.getByText('没有访问权限')).toBeVisible()
  await expectAccessible(other, 'no permission')

  await page.getByRole('row', { name: new RegExp(username) }).getByTestId('row-menu').click()
  await page.getByRole('menuitem', { name: '锁定' }).click()
  await page.getByRole('button', { name: '锁定' }).click()
  await expect(page.getByRole('row', { name: new RegExp(username) })).toContainText('已锁定')
  // The lock works at once, not at the next sign-in.
  await other.goto('/console/')
  await expect(other).toHaveURL(/\/console\/login/)
})

test('roles: a new one is made of permissions with their reach; built-in ones can only be read', async ({ page }) => {
  const name = `质检${unique()}`
  await signInAs(page, TENANT, 'admin', PASSWORD, '/console/roles')
  await page.getByTestId('new-role').click()
  await page.locator('#role-name').fill(name)
  await page.locator('#role-code').fill(`qa_${unique()}`)
  await page.getByTestId('perm-tickets:read').click()
  await choose(page, '查看工单 的数据范围', '本团队')
  await expectAccessible(page, 'role form')
  await page.getByTestId('save').click()
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('自定义')
  await row.getByRole('button', { name: `编辑 ${name}` }).click()
  await expect(page.getByRole('combobox', { name: '查看工单 的数据范围' })).toBeVisible()
  await expect(page.getByRole('dialog').getByText('本团队')).toBeVisible()
  await page.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '查看 客服', exact: true }).click()
  await expect(page.getByText('内置角色不能修改')).toBeVisible()
  await expect(page.getByTestId('save')).toHaveCount(0)
})

test('articles: written, previewed, published, found by a customer, and brought back to an older version', async ({ page, request }) => {
  const word = `冷链巡检${unique()}`
  await signInAs(page, TENANT, 'admin', PASSWORD, '/console/articles/new')
  await page.getByTestId('title').fill(`${word}怎么记录`)
  await page.getByTestId('body').fill('## 步骤\n\n1. 打开 **巡检** 页面\n2. 点击新增\n\n<script>alert(1)</script>')
  const preview = page.getByRole('region', { name: '预览' })
  await expect(preview.getByRole('heading', { name: '步骤' })).toBeVisible()
  await expect(preview.locator('script')).toHaveCount(0)
  await expectAccessible(page, 'article editor')
  await page.getByTestId('publish').click()
  await expect(page.getByText('已发布', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/\/articles\/\d+$/)

  await expect.poll(async () => {
    const response = await request.get(`/api/v1/customer-portal/search?q=${encodeURIComponent(word)}`, { headers: { 'X-Tenant': TENANT } })
    return JSON.stringify(((await response.json()) as { data: unknown }).data)
  }).toContain(word)

  await page.getByTestId('body').fill('换了一种写法')
  await page.getByTestId('save').click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.getByRole('button', { name: '历史版本' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /第 1 版/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复此版本' }).click()
  await page.getByRole('button', { name: '恢复此版本' }).last().click()
  await expect(page.getByTestId('body')).toHaveValue(/打开 \*\*巡检\*\* 页面/)
})

test('import: a file comes in with its progress, and bad lines are named', async ({ page }) => {
  await signInAs(page, TENANT, 'admin', PASSWORD, '/console/imports')
  const lines = [{ title: `导入一${unique()}`, body: '第一篇' }, { title: '', body: '没有标题' }, { title: `导入二${unique()}`, body: '第二篇' }].map((one) => JSON.stringify(one)).join('\n')
  await page.getByTestId('import-file').setInputFiles({ name: '历史文档.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines) })
  const job = page.getByTestId('import-job').first()
  await expect(job).toContainText('部分导入')
  await expect(job).toContainText('成功 2，失败 1')
  await job.getByText('失败原因').click()
  await expect(job).toContainText('第 2 行')
  await expectAccessible(page, 'import')
})

test('API keys: the secret is shown once, works, and stops working when revoked', async ({ page, request }) => {
  const name = `对接${unique()}`
  await signInAs(page, TENANT, 'admin', PASSWORD, '/console/api-keys')
  await page.getByTestId('new-key').click()
  await page.locator('#key-name').fill(name)
  await page.getByText('users:read', { exact: true }).click()
  await page.getByTestId('save').click()
  const secret = await page.getByTestId('secret').textContent() ?? ''
  await page.getByRole('button', { name: '我已妥善保存' }).click()
  const ask = (path: string) => request.get(`/api/v1${path}`, { headers: { Authorization: `Bearer ${secret}` } })
  expect((await ask('/users')).status()).toBe(200)
  expect((await ask('/roles')).status()).toBe(403)
  await page.getByRole('button', { name: `吊销 ${name}` }).click()
  await page.getByRole('button', { name: '吊销', exact: true }).last().click()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('已吊销')
  expect((await ask('/users')).status()).toBe(401)
})

test('tenants: the operator makes one, its admin gets in, and nobody does once it is suspended', async ({ page, browser, request }) => {
  const slug = `t${unique()}`
  await signInAs(page, PLATFORM, 'admin', PASSWORD, '/console/tenants')
  await page.getByTestId('new-tenant').click()
  await page.locator('#tenant-name').fill(`测试企业${slug}`)
  await page.locator('#tenant-slug').fill(slug)
  await page.locator('#tenant-person').fill('张三')
  await page.locator('#tenant-email').fill('zhang@example.com')
  await page.locator('#tenant-phone').fill('021-1234567')
  await expectAccessible(page, 'tenant form')
  await page.getByTestId('save').click()
  const initial = await page.getByTestId('secret').nth(2).textContent() ?? ''
  await page.getByRole('button', { name: '我已妥善保存' }).click()

  const other = await (await browser.newContext()).newPage()
  await signInAs(other, slug, 'admin', initial)
  await expect(other).toHaveURL(/change-password/)
  await other.context().close()

  await page.getByTestId('search').fill(slug)
  await page.getByRole('link', { name: `测试企业${slug}` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`测试企业${slug}`)
  await page.getByRole('button', { name: '暂停' }).click()
  await page.getByRole('button', { name: '暂停' }).last().click()
  await expect(page.getByText('已暂停', { exact: true })).toBeVisible()
  const refused = await request.post('/api/v1/auth/login', { data: { tenant: slug, username: 'admin', password: initial } })
  expect([401, 403]).toContain(refused.status())
})

test('live calls: a call of a tenant shows within two seconds, with its status; pause holds the list', async ({ page, request }) => {
  await signInAs(page, PLATFORM, 'operator', PASSWORD, '/console/live-calls')
  await expect(page.getByTestId('feed-state')).toHaveText('实时')
  const mark = `watch-${unique()}`
  await request.get(`/api/v1/users?q=${mark}`)
  const row = page.getByTestId('call').filter({ hasText: '401' }).filter({ hasText: '/api/v1/users' })
  await expect(row.first()).toBeVisible({ timeout: 2_000 })
  await expectAccessible(page, 'live calls')

  await page.getByTestId('pause').click()
  const before = await page.getByTestId('call').count()
  await request.get('/api/v1/roles')
  await expect(page.getByTestId('pause')).toContainText(/新增 [1-9]/)
  expect(await page.getByTestId('call').count()).toBe(before)
  await page.getByTestId('pause').click()
  await expect(page.getByTestId('call').filter({ hasText: '/api/v1/roles' }).first()).toBeVisible()

  await choose(page, '状态码', '4xx 请求有误')
  await expect(page.getByTestId('call').filter({ hasText: /\b2\d\d\b.*GET/ })).toHaveCount(0)
  await page.getByTestId('call').first().click()
  await expect(page.getByRole('dialog')).toContainText('请求编号')
})

test('on a phone the drawer leads everywhere', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true })
  const page = await context.newPage()
  await signInAs(page, TENANT, 'admin', PASSWORD)
  for (const [link, heading] of [['用户', '用户'], ['角色与权限', '角色与权限'], ['客户', '客户'], ['文章', '文章'], ['审计日志', '审计日志']] as const) {
    await page.getByRole('button', { name: '打开菜单' }).click()
    await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  }
  await context.close()
})

test('a browser that prefers English is greeted in English', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/console/login')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back')
  await page.locator('#tenant').fill(TENANT)
  await page.locator('#username').fill('admin')
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByTestId('user-menu')).toBeVisible()
  await page.goto('/console/users')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Users')
  await context.close()
})
