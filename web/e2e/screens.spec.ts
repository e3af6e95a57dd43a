// Every screen in both languages, both themes, on a desktop and on a phone: axe finds nothing, nothing sticks out
// sideways, every text comes from the catalogues, and the browser's console is silent. Four ways in which each pair
// of language, theme and width occurs. With POLYDESK_SCREENSHOTS (make screenshots) it also takes the pictures of
// docs/screens.md.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, PASSWORD, TENANT, type Api } from './people.ts'
import { baseURL } from './server.ts'
import { address, catalogueKeys, consoleIds, consoleScreens, portalScreens, type Ids, type Screen } from './screens.ts'

const WAYS = [
  { locale: 'zh-CN', theme: 'light', width: 1440 },
  { locale: 'zh-CN', theme: 'dark', width: 375 },
  { locale: 'en', theme: 'light', width: 375 },
  { locale: 'en', theme: 'dark', width: 1440 },
] as const
type Way = (typeof WAYS)[number]

const pictures = process.env.POLYDESK_SCREENSHOTS
const fileOf = (screen: Screen) => `${screen.app}-${screen.name}.webp`

async function tokens(page: Page, tenant: string, username: string): Promise<{ accessToken: string; refreshToken: string; expiresIn: number }> {
  const answer = await page.request.post(`${baseURL}/api/v1/auth/login`, { data: { tenant, username, password: PASSWORD } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json() as { data: { accessToken: string; refreshToken: string; expiresIn: number } }).data
}

function apiWith(page: Page, token: string): Api {
  const get = async <T>(path: string): Promise<T> => (await (await page.request.get(`${baseURL}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).json() as { data: T }).data
  return { token, get, post: () => Promise.reject(new Error('reads only')), put: () => Promise.reject(new Error('reads only')) }
}

async function open(browser: Browser, way: Way, stored: Record<string, string>): Promise<{ page: Page; noise: string[] }> {
  const context = await browser.newContext({ viewport: { width: way.width, height: way.width === 375 ? 812 : 900 }, reducedMotion: 'reduce' })
  await context.addInitScript((items) => { for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value) },
    { 'polydesk.locale': way.locale, 'polydesk.theme': way.theme, ...stored })
  const page = await context.newPage()
  const noise: string[] = []
  page.on('console', (message) => { if (message.type() === 'error') noise.push(message.text()) })
  page.on('pageerror', (error) => noise.push(String(error)))
  return { page, noise }
}

/** Texts, names and hints of the page that are keys of a catalogue. */
async function rawKeys(page: Page, keys: Set<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = [document.title, document.body.innerText]
    for (const element of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '')
    return found
  })
  return [...new Set(texts.join('\n').match(/\b[a-z]\w*(?:\.\w+)+\b/g) ?? [])].filter((word) => keys.has(word))
}

async function settle(page: Page, what: string): Promise<void> {
  await page.waitForLoadState('load')
  await expect(page.locator('h1').first(), `${what}: a heading`).toBeAttached()
  await expect(page.locator('.ghost, .skeleton, .el-skeleton, .el-loading-mask:not([style*="display: none"])'), `${what}: loading`).toHaveCount(0)
}

async function look(page: Page, noise: string[], screen: Screen, url: string, way: Way, keys: Set<string>): Promise<void> {
  noise.length = 0
  const what = `${screen.app} ${url}, ${way.locale}, ${way.theme}, ${way.width} px`
  await page.goto(url)
  await settle(page, what)
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${what}: wider than the window by`).toBeLessThanOrEqual(0)
  expect.soft(await rawKeys(page, keys), `${what}: texts outside the catalogues`).toEqual([])
  await expectAccessible(page, what, expect.soft)
  expect.soft(noise, `${what}: the browser complains`).toEqual([])
  if (pictures && way.locale === 'zh-CN' && (way.width === 375) === (screen.app === 'portal')) await picture(page, screen)
}

/** WebP by the browser itself: a fifth of a PNG, and no program of ours. */
async function picture(page: Page, screen: Screen): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 })
  mkdirSync(pictures!, { recursive: true })
  writeFileSync(join(pictures!, fileOf(screen)), Buffer.from(data, 'base64'))
}

/** The demo begins without conversations, tickets and imports: one of each, so that their pages are not empty. */
test.beforeAll(async ({ request }) => {
  const agent = await apiAs(request, { username: 'agent.lin' })
  await agent.post('/tickets', { subject: '居民健康档案批量导入后身份证号码末位丢失', description: '附件为导入模板，第 3 列显示为科学计数。', priority: 'urgent' })
  const customer = await agent.post<{ id: number }>('/customers', { name: '欧阳慕容雪兰', phone: freshPhone() })
  const session = await agent.post<{ id: number }>('/sessions', { customerId: customer.id })
  await agent.post(`/sessions/${session.id}/messages`, { clientMessageId: crypto.randomUUID(), kind: 'text', content: '您好，请问导入的是哪一版模板？' })
  await agent.put(`/sessions/${session.id}/close`, { summary: '已说明模板的格式' })
  const { token } = await apiAs(request, { username: 'admin' })
  const file = { name: '客户名单.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,手机号,单位\n欧阳慕容雪兰,13900000000,雨后诊所\n') }
  const taken = await request.post(`${baseURL}/api/v1/customer-imports`, { headers: { Authorization: `Bearer ${token}` }, multipart: { file } })
  expect(taken.ok(), await taken.text()).toBe(true)
})

function group(screens: Screen[], parts: number): Screen[][] {
  return Array.from({ length: parts }, (_, n) => screens.filter((_, at) => at % parts === n))
}

for (const way of WAYS) {
  const name = `${way.locale}, ${way.theme}, ${way.width} px`

  for (const [n, part] of group(consoleScreens, 2).entries()) {
    test(`screens of the console, part ${n + 1}: ${name}`, async ({ browser }) => {
      test.setTimeout(300_000)
      const bare = await open(browser, way, {})
      const admin = await tokens(bare.page, TENANT, 'admin')
      const operator = await tokens(bare.page, 'platform', 'admin')
      const ids: Ids = await consoleIds(apiWith(bare.page, admin.accessToken), apiWith(bare.page, operator.accessToken))
      const signedIn = (login: typeof admin) => open(browser, way, { 'polydesk.console': JSON.stringify({ accessToken: login.accessToken, refreshToken: login.refreshToken, expiresAt: Date.now() + 3_600_000 }) })
      const [tenant, platform] = [await signedIn(admin), await signedIn(operator)]
      const keys = catalogueKeys('console')
      for (const screen of part) {
        const { page, noise } = screen.open ? bare : screen.platform ? platform : tenant
        await look(page, noise, screen, `/console${address(screen, ids)}`, way, keys)
      }
      for (const { page } of [bare, tenant, platform]) await page.context().close()
    })
  }

  test(`screens of the portal: ${name}`, async ({ browser, request }) => {
    test.setTimeout(300_000)
    const api = await apiAs(request, { name: '欧阳慕容雪兰', phone: freshPhone() })
    const ticket = await api.post<{ id: number }>('/customer-portal/tickets', { subject: '居民健康档案批量导入后身份证号码末位丢失', description: '附件为导入模板' })
    const session = await api.post<{ id: number }>('/me/sessions', { topic: '档案导入', text: '您好' })
    await api.post(`/me/sessions/${session.id}/leave`)
    const feedback = await api.post<{ id: number }>('/customer-portal/feedback', { feedback_type: 'bug', feedback_content: '冷链温度页面下班后打不开', priority_level: 1 })
    const stored = { [`polydesk.portal.${TENANT}`]: JSON.stringify({ accessToken: api.token, refreshToken: 'none', expiresAt: Date.now() + 3_600_000 }) }
    const { page, noise } = await open(browser, way, stored)
    const admin = apiWith(page, (await tokens(page, TENANT, 'admin')).accessToken)
    const { list: articles } = await admin.get<{ list: { id: number; category: { id: number } | null }[] }>('/kb/articles?status=published&size=1')
    const { list: categories } = { list: await admin.get<{ id: number }[]>('/kb/categories') }
    const { list: links } = await admin.get<{ list: { url: string; state: string }[] }>('/register-links')
    const link = links.find((one) => one.state === 'active') ?? links[0]
    const ids: Ids = { articles: articles[0]!.id, categories: categories[0]!.id, tickets: ticket.id, chat: session.id, feedback: feedback.id, join: link!.url.split('/').at(-1)! }
    const keys = catalogueKeys('portal')
    for (const screen of portalScreens) await look(page, noise, screen, `/portal/${TENANT}${address(screen, ids)}`, way, keys)
    await page.context().close()
  })
}

test('the gallery', () => {
  test.skip(!pictures, 'only when pictures are taken')
  const taken = [...consoleScreens, ...portalScreens].filter((screen) => existsSync(join(pictures!, fileOf(screen))))
  const table = (app: Screen['app'], width: number) => [
    `## ${app === 'console' ? 'Console' : 'Portal'}`, '', `At ${width} px, in Chinese, with the demo's data.`, '',
    ...taken.filter((screen) => screen.app === app).map((screen) => `### \`${screen.path.replace(/\([^)]*\)/g, '')}\`\n\n![${screen.name}](screenshots/${fileOf(screen)})\n`),
  ]
  const text = ['# Screens', '', 'Taken by `make screenshots`, which walks every route of the console and of the portal; do not edit.', '', ...table('console', 1440), ...table('portal', 375)]
  writeFileSync(join(pictures!, '../screens.md'), text.join('\n'))
})
