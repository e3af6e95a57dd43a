// The other ways in: phone codes, WeChat and DingTalk against a stub, a second factor that is asked for, senders.
import { createHmac } from 'node:crypto'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { PASSWORD, TENANT, apiAs, freshPhone, type Api } from './people.ts'
import { startStub, type Stub } from './providers.ts'
import { baseURL, stubPort } from './server.ts'

test.use({ testIdAttribute: 'data-test' })
test.skip(stubPort === 0, 'the server has to know the address of the stub')

const SHOTS = process.env.POLYDESK_SHOTS
async function shot(page: Page, name: string) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

function totp(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/\s/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const tag = createHmac('sha1', key).update(counter).digest()
  return String((tag.readUInt32BE((tag.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Narrow, dark and back, each without a fault. */
async function everyLook(page: Page, name: string) {
  await expectAccessible(page, name)
  await shot(page, `${name}-1440`)
  await page.setViewportSize({ width: 375, height: 800 })
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(1)
  await expectAccessible(page, `${name}, narrow`)
  await shot(page, `${name}-375`)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.evaluate(() => document.documentElement.classList.add('dark'))
  await expectAccessible(page, `${name}, dark`)
  await shot(page, `${name}-dark`)
  await page.evaluate(() => document.documentElement.classList.remove('dark'))
}

let stub: Stub
let admin: Api
test.beforeAll(async ({ playwright }) => {
  stub = await startStub()
  admin = await apiAs(await playwright.request.newContext(), { username: 'admin' })
})
test.afterAll(async () => {
  // The other specs meet the tenant as it was.
  await admin.put('/settings/sign-in', { phoneCodeUsers: false, phoneCodeCustomers: false, mfaRequired: 'off', mfaGraceDays: 7 })
  // Where an app was never set up there is nothing to switch off.
  for (const app of ['wechat', 'dingtalk']) await admin.put(`/settings/sign-in-apps/${app}`, { enabled: false, appId: `id-${app}` }).catch(() => undefined)
  await stub.close()
})

async function newcomer(browser: Browser, phone?: string): Promise<{ id: number; username: string }> {
  const { list } = await admin.get<{ list: { id: number; code: string }[] }>('/roles?size=200')
  const username = `s${Date.now() % 100_000_000}${Math.floor(Math.random() * 10)}`
  const made = await admin.post<{ id: number; initialPassword: string }>('/users', { username, name: '慕容登录', roleIds: [list.find((role) => role.code === 'agent')?.id], ...(phone ? { phone } : {}) })
  const context = await browser.newContext()
  const login = async (password: string) => ((await (await context.request.post(`${baseURL}/api/v1/auth/login`, { data: { tenant: TENANT, username, password } })).json()) as { data: { accessToken: string } }).data.accessToken
  const changed = await context.request.put(`${baseURL}/api/v1/user/password`, { headers: { Authorization: `Bearer ${await login(made.initialPassword)}` }, data: { oldPassword: made.initialPassword, newPassword: PASSWORD } })
  expect(changed.ok()).toBe(true)
  await context.close()
  return { id: made.id, username }
}

async function signedIn(page: Page, username: string, path: string) {
  await page.goto(`/console/login?tenant=${TENANT}`)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/console/login')
  await page.goto(path)
}

test('a phone code signs in, once the administrator has switched it on', async ({ page, browser }) => {
  const phone = freshPhone()
  await newcomer(browser, phone)
  await signedIn(page, 'admin', '/console/sign-in')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('登录方式')
  await page.locator('.el-switch').filter({ has: page.getByRole('switch', { name: '成员可用手机验证码登录' }) }).click()
  await everyLook(page, 'signin-settings')
  await page.getByTestId('save').first().click()
  await expect(page.getByText('已保存').or(page.getByText('操作成功')).first()).toBeVisible()

  const guest = await (await browser.newContext()).newPage()
  await guest.goto(`/console/login?tenant=${TENANT}`)
  await guest.getByTestId('way-phone').click()
  await guest.locator('#login-phone').fill(phone)
  await everyLook(guest, 'login-phone')
  await guest.getByTestId('send-code').click()
  await expect(guest.getByRole('status')).toContainText('验证码已发送')
  await guest.locator('#login-code').fill('000000')
  await guest.getByRole('button', { name: '登录', exact: true }).click()
  await expect(guest.getByRole('alert')).toContainText('验证码错误或已过期')
  let code = ''
  await expect.poll(async () => {
    const { list } = await admin.get<{ list: { to: string; text: string }[] }>('/mail-outbox?size=50')
    code = /\d{6}/.exec(list.find((mail) => mail.to === phone)?.text ?? '')?.[0] ?? ''
    return code
  }).toMatch(/^\d{6}$/)
  await guest.locator('#login-code').fill(code)
  await guest.getByRole('button', { name: '登录', exact: true }).click()
  await guest.waitForURL((url) => url.pathname !== '/console/login')
})

test('WeChat and DingTalk: set up, bound after the password, signed in with, unbound', async ({ page, browser }) => {
  await signedIn(page, 'admin', '/console/sign-in')
  for (const app of ['wechat', 'dingtalk']) {
    await page.getByTestId(`set-up-${app}`).click()
    await page.locator('#app-id').fill(`id-${app}`)
    await page.locator('#app-secret').fill('s3cret')
    await expect(page.getByText(`${baseURL}/console/callback/${app}`)).toBeVisible()
    if (app === 'wechat') await shot(page, 'signin-app-1440')
    await page.getByRole('dialog').getByTestId('save').click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  const person = await newcomer(browser)
  const guest = await (await browser.newContext()).newPage()

  await test.step('an account that nobody has bound leads to the password, and is bound', async () => {
    await guest.goto(`/console/login?tenant=${TENANT}`)
    await everyLook(guest, 'login-providers')
    await guest.getByTestId('with-wechat').click()
    await guest.locator('#allow').click()
    await expect(guest.getByRole('status').first()).toContainText('尚未绑定')
    expect(new URL(guest.url()).pathname).toBe('/console/login')
    await everyLook(guest, 'login-bind')
    await guest.locator('#username').fill(person.username)
    await guest.locator('#password').fill(PASSWORD)
    await guest.getByRole('button', { name: '登录', exact: true }).click()
    await expect(guest.getByText('已绑定微信账号')).toBeVisible()
  })

  await test.step('from then on it signs in', async () => {
    const again = await (await browser.newContext()).newPage()
    await again.goto(`/console/login?tenant=${TENANT}&next=/account/security`)
    await again.getByTestId('with-wechat').click()
    await again.locator('#allow').click()
    await again.waitForURL((url) => url.pathname === '/console/account/security')
    await expect(again.getByTestId('account')).toContainText('小明')
    // DingTalk is bound from the account's page.
    await again.getByTestId('bind-dingtalk').click()
    await again.locator('#allow').click()
    await expect(again.getByTestId('account')).toHaveCount(2)
    await everyLook(again, 'accounts')
    await again.getByRole('button', { name: '解绑 微信' }).click()
    await again.locator('.el-message-box').getByRole('button', { name: '解绑' }).click()
    await expect(again.getByTestId('account')).toHaveCount(1)
  })

  await test.step('an answer that was used, or a refusal, is told', async () => {
    const stray = await (await browser.newContext()).newPage()
    await stray.goto('/console/callback/wechat?code=ming&state=abc')
    await expect(stray.getByRole('alert')).toContainText('登录请求已失效')
    await everyLook(stray, 'callback')
    await stray.goto('/console/callback/wechat?state=abc')
    await expect(stray.getByRole('alert')).toContainText('登录已取消')
  })

  await test.step('an administrator sees and unbinds it', async () => {
    await page.goto(`/console/users?q=${person.username}`)
    await page.getByRole('button', { name: '更多 慕容登录' }).click()
    await page.getByRole('menuitem', { name: '登录设备' }).click()
    await expect(page.getByTestId('account')).toHaveCount(1)
    await shot(page, 'user-accounts-1440')
  })
})

test('a second factor that is asked for comes before everything else', async ({ page, browser }) => {
  const person = await newcomer(browser)
  const { list } = await admin.get<{ list: { id: number; code: string }[] }>('/roles?size=200')
  const role = await admin.post<{ id: number }>('/roles', { code: `strict${Date.now() % 100_000}`, name: '财务', grants: [] })
  await admin.put(`/users/${person.id}`, { roleIds: [role.id, list.find((one) => one.code === 'agent')?.id] })
  await admin.put('/settings/sign-in', { phoneCodeUsers: false, phoneCodeCustomers: false, mfaRequired: 'roles', mfaRoleIds: [role.id], mfaGraceDays: 0 })
  await signedIn(page, person.username, '/console/tickets')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('请启用两步验证')
  await everyLook(page, 'enrol')
  await page.getByTestId('enrol').click()
  await page.locator('#mfa-password').fill(PASSWORD)
  await page.getByTestId('mfa-next').click()
  const secret = (await page.getByTestId('mfa-secret').textContent()) ?? ''
  await page.locator('#mfa-first').fill(totp(secret))
  await page.getByTestId('mfa-next').click()
  await expect(page.getByRole('list', { name: '恢复码' }).getByRole('listitem')).toHaveCount(10)
  await page.getByTestId('mfa-next').click()
  await page.waitForURL((url) => url.pathname === '/console/tickets')
  await page.goto('/console/account/security')
  await expect(page.getByTestId('mfa-off')).toBeVisible()
})

test('senders: set up, tried, and the provider’s own error is shown', async ({ page }) => {
  await signedIn(page, 'admin', '/console/senders')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('消息通道')
  await everyLook(page, 'senders')
  await page.getByTestId('sender-wecom').click()
  await page.locator('#sender-token').fill('bad')
  await shot(page, 'sender-form-1440')
  await expectAccessible(page, 'sender form')
  await page.getByTestId('save').click()
  await page.getByTestId('try-wecom').click()
  await page.getByTestId('try').click()
  await expect(page.getByTestId('test-result')).toContainText('93000 invalid webhook url')
  await expectAccessible(page, 'test result')
  await shot(page, 'sender-test-1440')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await page.getByTestId('sender-wecom').click()
  await page.locator('#sender-token').fill('good')
  await page.getByTestId('save').click()
  await page.getByTestId('try-wecom').click()
  await page.getByTestId('try').click()
  await expect(page.getByTestId('test-result')).toContainText('发送成功')
})
