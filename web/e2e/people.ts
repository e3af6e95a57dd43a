// Signing in as the people of the demo, and doing by API what a test needs but does not test.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { baseURL } from './server.ts'

export const TENANT = 'kangheng'
const demo = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../crates/server/demo/people.json'), 'utf8')) as { password: string }
export const PASSWORD = demo.password

/** A customer's phone that no other test uses. */
export function freshPhone(): string {
  return `139${String(Date.now()).slice(-7)}${Math.floor(Math.random() * 10)}`
}

export async function signIn(page: Page, username: string, path = '/console/workbench'): Promise<void> {
  await page.goto(`/console/login?tenant=${TENANT}&next=${encodeURIComponent(path.replace('/console', ''))}`)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: /登录|Sign in/ }).click()
  await page.waitForURL((url) => url.pathname.startsWith(path))
}

export async function agentContext(browser: Browser, username: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await signIn(page, username)
  return { context, page }
}

/** Availability is part of the story, so it is switched in the page. */
export async function setPresence(page: Page, status: 'online' | 'busy' | 'away' | 'offline'): Promise<void> {
  await page.getByTestId('presence').click()
  await page.getByTestId(`presence-${status}`).click()
  await expect(page.getByTestId('presence').locator(`.dot.${status}`)).toBeVisible()
}

export interface Api { token: string; get: <T>(path: string) => Promise<T>; post: <T>(path: string, body?: unknown) => Promise<T>; put: <T>(path: string, body?: unknown) => Promise<T> }

export async function apiAs(request: APIRequestContext, login: { username: string } | { phone: string; name: string }): Promise<Api> {
  const url = (path: string) => `${baseURL}/api/v1${path}`
  const first = 'username' in login
    ? await request.post(url('/auth/login'), { data: { tenant: TENANT, username: login.username, password: PASSWORD } })
    : await request.post(url('/public/register'), { data: { tenant: TENANT, name: login.name, phone: login.phone } })
  expect(first.ok(), await first.text()).toBe(true)
  const { data } = await first.json() as { data: { accessToken: string } }
  const headers = { Authorization: `Bearer ${data.accessToken}` }
  const call = async <T>(method: 'get' | 'post' | 'put', path: string, body?: unknown): Promise<T> => {
    const response = await request[method](url(path), { headers, ...(body === undefined ? {} : { data: body }) })
    expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true)
    return (await response.json() as { data: T }).data
  }
  return { token: data.accessToken, get: (path) => call('get', path), post: (path, body = {}) => call('post', path, body), put: (path, body = {}) => call('put', path, body) }
}

/** Nobody takes a conversation by chance: whoever an earlier test left online goes home. */
async function everybodyOffline(request: APIRequestContext): Promise<void> {
  for (const username of ['agent.li', 'agent.wang', 'agent.chen', 'agent.zhao', 'agent.lin', 'agent.xu', 'sup.zhou', 'sup.han']) {
    await (await apiAs(request, { username })).put('/agents/me/status', { status: 'offline' })
  }
}

async function closeAll(request: APIRequestContext, username: string): Promise<void> {
  const api = await apiAs(request, { username })
  const { list } = await api.get<{ list: { id: number }[] }>('/sessions?status=active&mine=true&size=100')
  for (const { id } of list) await api.put(`/sessions/${id}/close`, {})
}

/** The desk as a test wants to find it: nobody online, nobody served, nobody waiting. */
export async function quietDesk(request: APIRequestContext): Promise<void> {
  await everybodyOffline(request)
  for (const username of ['agent.lin', 'agent.xu']) await closeAll(request, username)
  const agent = await apiAs(request, { username: 'agent.lin' })
  const { list } = await agent.get<{ list: { id: number; customer: { id: number } }[] }>('/sessions?status=queued&size=100')
  for (const { id, customer } of list) {
    await agent.post('/sessions', { customerId: customer.id })
    await agent.put(`/sessions/${id}/close`, {})
  }
}
