// The widget on a plain page of another origin, with styles and a lazy author of its own.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { TENANT } from './people.ts'
import { baseURL } from './server.ts'

test.use({ testIdAttribute: 'data-test' })

let site: Server
let address = ''

// The host's rules are as rude as rules get: none of them may reach the widget.
const HOST = `<!doctype html><html lang="zh-CN"><head><title>Host</title><meta name="viewport" content="width=device-width">
<style>* { letter-spacing: 3px } button { display: none !important } div { background: red !important; color: red } iframe { visibility: hidden !important }</style></head>
<body style="background:#fff"><main><h1 style="color:#111">Host page</h1></main>
<script src="${baseURL}/widget/loader.js" data-tenant="${TENANT}" data-color="#0d9488" async></script></body></html>`

test.beforeAll(async () => {
  site = createServer((request, response) => {
    const page = request.url === '/nosuch' ? HOST.replace(`data-tenant="${TENANT}"`, 'data-tenant="nosuch"') : HOST
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page)
  })
  await new Promise<void>((resolve) => { site.listen(0, '127.0.0.1', resolve) })
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
})
test.afterAll(() => { site.close() })

const launcher = (page: Page) => page.locator('polydesk-widget .launcher')
const frame = (page: Page) => page.frameLocator('polydesk-widget iframe')

test('a visitor opens the widget, asks, goes on to a person, and folds it', async ({ page }) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(address)
  await expect(launcher(page)).toBeVisible()
  await expect(launcher(page)).toHaveAttribute('aria-expanded', 'false')
  // Nothing of the portal is loaded before somebody wants it.
  await expect(page.locator('polydesk-widget iframe')).toHaveCount(0)
  await expectAccessible(page, 'host page, closed')

  await launcher(page).click()
  await expect(frame(page).getByTestId('search-input')).toBeVisible()
  await expectAccessible(page, 'host page, open')
  await frame(page).getByRole('link', { name: '问助手' }).first().click()
  await frame(page).getByTestId('question').fill('忘记密码怎么办？')
  await frame(page).getByTestId('question').press('Enter')
  await expect(frame(page).getByTestId('answer-answered')).toBeVisible()
  await frame(page).getByRole('link', { name: '人工客服' }).first().click()
  await expect(frame(page).getByTestId('register-form')).toBeVisible()

  await frame(page).getByRole('button', { name: '收起' }).click()
  await expect(page.locator('polydesk-widget .panel')).toBeHidden()
  await expect(launcher(page)).toBeFocused()
  // What was on the panel is still there.
  await page.evaluate(() => (window as unknown as { polydesk: (command: string) => void }).polydesk('open'))
  await expect(frame(page).getByTestId('register-form')).toBeVisible()
  expect(problems).toEqual([])
})

test('on a phone the panel takes the screen, and it stays open over the pages of a site', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto(address)
  await launcher(page).click()
  await expect(frame(page).getByTestId('search-input')).toBeVisible()
  expect(await page.locator('polydesk-widget .panel').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 812 })
  await page.goto(`${address}another`)
  await expect(frame(page).getByTestId('search-input')).toBeVisible()
})

test('on a phone the panel folds before the portal is there, and a wrong tenant is named', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 })
  const release: (() => void)[] = []
  await page.route('**/portal/**', async (route) => {
    await new Promise<void>((resolve) => { release.push(resolve) })
    await route.continue()
  })
  await page.goto(address)
  await launcher(page).click()
  const fold = page.locator('polydesk-widget .fold')
  await expect(fold).toBeInViewport()
  await expectAccessible(page, 'host page, panel loading')
  await fold.click()
  await expect(page.locator('polydesk-widget .panel')).toBeHidden()
  await expect(launcher(page)).toBeFocused()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  release.forEach((go) => go())

  await page.goto(`${address}nosuch`)
  await launcher(page).click()
  await expect(page.locator('polydesk-widget .reason')).toHaveText('服务门户不存在，请告知本网站的管理者')
  await expect(page.locator('polydesk-widget .retry')).toBeHidden()
  await expectAccessible(page, 'host page, wrong tenant')
  await fold.click()
  await expect(page.locator('polydesk-widget .panel')).toBeHidden()
})

test('the host page cannot read the talk, and cannot pretend to be the portal', async ({ page }) => {
  await page.goto(address)
  await launcher(page).click()
  await expect(frame(page).getByTestId('search-input')).toBeVisible()
  const reached = await page.evaluate(() => {
    const inner = document.querySelector('polydesk-widget')?.shadowRoot?.querySelector('iframe')
    try {
      return inner?.contentWindow?.document.title ?? null
    } catch {
      return null
    }
  })
  expect(reached).toBeNull()
  await page.evaluate(() => window.postMessage({ type: 'polydesk:unread', count: 7 }, '*'))
  await page.evaluate(() => window.postMessage({ type: 'polydesk:minimize' }, '*'))
  await expect(page.locator('polydesk-widget .panel')).toBeVisible()
  await expect(page.locator('polydesk-widget .badge')).toBeHidden()
})
