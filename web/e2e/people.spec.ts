// People and how they get in: two-step verification, devices, departments, roles for many, the preview.
import { createHmac } from 'node:crypto'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { PASSWORD, TENANT, apiAs } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const SHOTS = process.env.POLYDESK_SHOTS
async function shot(page: Page, name: string) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

/** The code that an authenticator app shows (RFC 6238). */
function totp(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/\s/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const tag = createHmac('sha1', key).update(counter).digest()
  return String((tag.readUInt32BE((tag.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function fillLogin(page: Page, username: string, password: string) {
  await page.goto(`/console/login?tenant=${TENANT}`)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function signedIn(page: Page, username: string, password: string, path: string) {
  await fillLogin(page, username, password)
  await page.waitForURL((url) => url.pathname !== '/console/login')
  await page.goto(path)
}

/** Somebody of this test's own: the people of the demo keep their passwords and have no second factor. */
async function newcomer(browser: Browser, name: string): Promise<{ id: number; username: string; password: string }> {
  const context = await browser.newContext()
  const admin = await apiAs(context.request, { username: 'admin' })
  const { list } = await admin.get<{ list: { id: number; code: string }[] }>('/roles?size=200')
  const username = `u${Date.now() % 100_000_000}`
  const made = await admin.post<{ id: number; initialPassword: string }>('/users', { username, name, roleIds: [list.find((role) => role.code === 'agent')?.id] })
  const login = async (password: string) => ((await (await context.request.post('/api/v1/auth/login', { data: { tenant: TENANT, username, password } })).json()) as { data: { accessToken: string } }).data.accessToken
  const changed = await context.request.put('/api/v1/user/password', { headers: { Authorization: `Bearer ${await login(made.initialPassword)}` }, data: { oldPassword: made.initialPassword, newPassword: PASSWORD } })
  expect(changed.ok()).toBe(true)
  await context.close()
  return { id: made.id, username, password: PASSWORD }
}

async function narrow(page: Page) {
  await page.setViewportSize({ width: 375, height: 800 })
}
async function expectNoSideways(page: Page) {
  // Right after the window was made narrow the page may still be settling.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(1)
}

test('two-step verification: turned on, asked for, a recovery code, turned off', async ({ page, browser }) => {
  const person = await newcomer(browser, '欧阳验证')
  await signedIn(page, person.username, person.password, '/console/')
  await page.getByTestId('user-menu').click()
  await page.getByTestId('security').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('登录与安全')
  await expectAccessible(page, 'security')

  await page.getByTestId('mfa-on').click()
  await page.locator('#mfa-password').fill('certainly-not-this')
  await page.getByTestId('mfa-next').click()
  await expect(page.getByText('密码不正确')).toBeVisible()
  await page.locator('#mfa-password').fill(person.password)
  await page.getByTestId('mfa-next').click()
  await expect(page.getByRole('img', { name: '两步验证二维码' })).toBeVisible()
  const secret = (await page.getByTestId('mfa-secret').textContent()) ?? ''
  await shot(page, 'mfa-setup-1440')
  await expectAccessible(page, 'set up')
  // The step before the present one, so that the present one is still good for the sign-in.
  await page.locator('#mfa-first').fill(totp(secret, Date.now() - 30_000))
  await page.getByTestId('mfa-next').click()
  const codes = page.getByRole('list', { name: '恢复码' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recovery = (await codes.first().textContent()) ?? ''
  await shot(page, 'mfa-codes-1440')
  await expectAccessible(page, 'recovery codes')
  await page.getByTestId('mfa-next').click()
  await expect(page.getByText('10 个')).toBeVisible()
  await shot(page, 'security-1440')

  const other = await (await browser.newContext()).newPage()
  await fillLogin(other, person.username, person.password)
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('两步验证')
  await shot(other, 'second-step-1440')
  await expectAccessible(other, 'second step')
  await other.locator('#mfa-code').fill('000000')
  await expect(other.getByRole('alert')).toHaveText('验证码不正确或已使用过')
  await other.getByRole('button', { name: '手机不在身边？使用恢复码' }).click()
  await other.locator('#mfa-code').fill(recovery)
  await other.getByRole('button', { name: '验证并登录' }).click()
  await other.waitForURL((url) => url.pathname !== '/console/login')

  const third = await (await browser.newContext({ viewport: { width: 375, height: 800 } })).newPage()
  await fillLogin(third, person.username, person.password)
  await expect(third.getByRole('heading', { level: 1 })).toHaveText('两步验证')
  await shot(third, 'second-step-375')
  // The last digit signs in without a click.
  await third.locator('#mfa-code').pressSequentially(totp(secret))
  await third.waitForURL((url) => url.pathname !== '/console/login')

  await test.step('devices: signed out from afar', async () => {
    await page.reload()
    await expect(page.getByTestId('device')).not.toHaveCount(0)
    await shot(page, 'devices-1440')
    await page.getByTestId('end-others').click()
    await page.getByRole('dialog').getByRole('button', { name: '退出其他所有设备' }).click()
    await expect(page.getByTestId('device')).toHaveCount(0)
    await expect(other).toHaveURL(/\/console\/login/, { timeout: 20_000 })
  })

  await narrow(page)
  await page.reload()
  await expect(page.getByTestId('this-device')).toBeVisible()
  await expectNoSideways(page)
  await expectAccessible(page, 'security, narrow')
  await shot(page, 'security-375')
  await page.getByTestId('mfa-off').click()
  await page.locator('#proof').fill(person.password)
  await page.getByTestId('proven').click()
  await expect(page.getByTestId('mfa-on')).toBeVisible()
})

test('departments: made, walked and moved by keyboard, dragged, deleted', async ({ page }) => {
  await signedIn(page, 'admin', PASSWORD, '/console/departments')
  const item = (name: string) => page.getByRole('treeitem').filter({ hasText: name })
  await expect(item('客户服务中心')).toBeVisible()
  await expect(item('客户服务中心')).toHaveAttribute('aria-expanded', 'true')
  await item('公卫业务部').click()
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(1)
  await expectAccessible(page, 'departments')
  await shot(page, 'departments-1440')

  const name = `培训组${Date.now() % 100_000}`
  await page.getByTestId('new-department').click()
  await page.locator('#department-name').fill(name)
  await shot(page, 'department-form-1440')
  await expectAccessible(page, 'department form')
  await page.getByTestId('save').click()
  await expect(item(name)).toHaveAttribute('aria-level', '1')

  await item(name).focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(item(name)).toHaveAttribute('aria-level', '2')
  await expect(page.getByRole('status').filter({ hasText: `${name} 已移动到 市场与培训部` })).toHaveCount(1)
  await expect(item(name)).toBeFocused()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(item(name)).toHaveAttribute('aria-level', '1')

  await item(name).dragTo(item('知识运营部'))
  await expect(item(name)).toHaveAttribute('aria-level', '2')
  await page.getByTestId('move-out').click()
  await expect(item(name)).toHaveAttribute('aria-level', '1')

  await narrow(page)
  await expectNoSideways(page)
  await expectAccessible(page, 'departments, narrow')
  await shot(page, 'departments-375')
  await page.getByRole('button', { name: `更多 ${name}` }).click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await expect(item(name)).toHaveCount(0)
})

test('users: found by department; their devices are ended by an administrator', async ({ page, browser }) => {
  const person = await newcomer(browser, '司徒远程')
  const other = await (await browser.newContext()).newPage()
  await signedIn(other, person.username, person.password, '/console/')
  await signedIn(page, 'admin', PASSWORD, '/console/users')
  await page.locator('.el-select__wrapper').filter({ has: page.getByRole('combobox', { name: '部门' }) }).click()
  await page.getByRole('option', { name: '公卫业务部' }).filter({ visible: true }).click()
  await expect(page).toHaveURL(/departmentId=\d+/)
  await expect(page.getByRole('table')).toContainText('周文博')
  await expect(page.getByRole('table')).not.toContainText('韩雪')
  await shot(page, 'users-1440')

  await page.goto(`/console/users?q=${person.username}`)
  await page.getByRole('button', { name: '更多 司徒远程' }).click()
  await page.getByRole('menuitem', { name: '登录设备' }).click()
  await expect(page.getByTestId('device')).not.toHaveCount(0)
  await shot(page, 'user-devices-1440')
  await expectAccessible(page, 'devices of a user')
  await page.getByTestId('end-all').click()
  await page.locator('.el-message-box').getByRole('button', { name: '全部退出' }).click()
  await expect(page.getByText('没有已登录的设备')).toBeVisible()
  await expect(other).toHaveURL(/\/console\/login/, { timeout: 20_000 })
})

test('roles: given to many at once, and looked at through their eyes', async ({ page, browser }) => {
  const person = await newcomer(browser, '夏侯批量')
  await signedIn(page, 'admin', PASSWORD, '/console/roles')
  await page.getByRole('button', { name: '更多 运营' }).click()
  await page.getByRole('menuitem', { name: '授予用户' }).click()
  await page.locator('#give-users').fill(person.username)
  await page.getByRole('option', { name: new RegExp(person.username) }).click()
  await page.keyboard.press('Escape')
  await shot(page, 'role-give-1440')
  await page.getByTestId('save').filter({ visible: true }).click()
  await expect(page.getByText('已授予 1 位用户')).toBeVisible()

  await page.getByRole('button', { name: '更多 客服', exact: true }).click()
  await page.getByRole('menuitem', { name: '以此角色查看' }).click()
  const menu = page.getByRole('dialog').getByTestId('preview-menu')
  await expect(menu.filter({ hasText: '工单' })).toBeVisible()
  await expect(menu.filter({ hasText: '审计' })).toHaveCount(0)
  await shot(page, 'role-preview-1440')
  await expectAccessible(page, 'preview of a role')

  // The preview is what an agent really sees.
  const shown = await menu.allTextContents()
  const agent = await (await browser.newContext()).newPage()
  const plain = await newcomer(browser, '客服对照')
  await signedIn(agent, plain.username, plain.password, '/console/')
  await expect(agent.locator('nav .link').first()).toBeVisible()
  expect(shown.map((text) => text.trim())).toEqual((await agent.locator('nav .link > .pd-ellipsis').allTextContents()).map((text) => text.trim()))

  await narrow(page)
  await expectNoSideways(page)
  await shot(page, 'role-preview-375')
})
