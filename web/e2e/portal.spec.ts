// The portal as a customer with a phone uses it: what must not be lost (drafts, places in the queue, messages) is not
// lost. Every page by itself is seen by screens.spec.ts.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, freshPhone, TENANT, type Api } from './people.ts'

test.use({ viewport: { width: 375, height: 812 }, testIdAttribute: 'data-test', hasTouch: true })

const HOME = `/portal/${TENANT}/`
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGPo6ppKEmIY1TBIaAAAyz9wQdR0qCkAAAAASUVORK5CYII=', 'base64')

/** Nothing sticks out sideways, and axe finds nothing. */
async function expectSound(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(beyond, `${what} is wider than the screen`).toBeLessThanOrEqual(0)
  await expectAccessible(page, what)
}

/** A customer of their own for each test, signed in without the form. */
async function customer(page: Page, name: string): Promise<Api> {
  const api = await apiAs(page.request, { name, phone: freshPhone() })
  const tokens = { accessToken: api.token, refreshToken: 'none', expiresAt: Date.now() + 3_600_000 }
  await page.addInitScript(([key, value]) => localStorage.setItem(key, value), [`polydesk.portal.${TENANT}`, JSON.stringify(tokens)] as const)
  return api
}

async function leaveOpenSession(api: Api): Promise<void> {
  const { list } = await api.get<{ list: { id: number; status: string }[] }>('/me/sessions')
  for (const session of list) if (session.status !== 'closed') await api.post(`/me/sessions/${session.id}/leave`)
}

test('from home to a category, its article, and a search with and without results', async ({ page }) => {
  await page.goto(HOME)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.locator('a[href*="/categories/"]').first().click()
  await page.locator('a[href*="/articles/"]').first().click()
  await expect(page.locator('article .prose')).not.toBeEmpty()
  await page.goto(`${HOME}search?q=${encodeURIComponent('登录')}`)
  await expect(page.getByTestId('search-results').locator('mark').first()).toBeVisible()
  await page.goto(`${HOME}search?q=qzxwvkjh`)
  await expect(page.getByTestId('no-result')).toBeVisible()
})

test('the address without a tenant leads to the default one; an unknown tenant is said to be unknown', async ({ page }) => {
  await page.goto('/portal/')
  await expect(page).toHaveURL(/\/portal\/[a-z0-9-]+\/$/)
  await page.goto('/portal/there-is-no-such-tenant/')
  await expect(page.getByText(/不存在|no help centre/)).toBeVisible()
})

test('suggestions come while typing and are chosen with the keyboard', async ({ page }) => {
  await page.goto(HOME)
  const input = page.getByTestId('search-input')
  await input.pressSequentially('登录')
  await expect(page.getByRole('option').first()).toBeVisible()
  await input.press('ArrowDown')
  const chosen = await page.getByRole('option', { selected: true }).textContent()
  await input.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=/)
  await expect(page.getByTestId('search-input')).toHaveValue((chosen ?? '').trim())
})

test('results are narrowed to a category, and the back button widens them again', async ({ page }) => {
  await page.goto(`${HOME}search?q=${encodeURIComponent('登录')}`)
  await expect(page.getByTestId('search-results')).toBeVisible()
  await page.locator('.filter button').nth(1).click()
  await expect(page).toHaveURL(/category=\d+/)
  await expect(page.locator('.filter button').nth(1)).toHaveAttribute('aria-pressed', 'true')
})

test('the assistant quotes its source, and a citation opens the passage in the article', async ({ page }) => {
  await page.goto(`${HOME}assistant`)
  await page.getByTestId('question').fill('忘记密码怎么办？')
  await page.getByTestId('question').press('Enter')
  const answer = page.getByTestId('answer-answered')
  await expect(answer).toBeVisible()
  await expect(answer.getByTestId('confidence')).toHaveText(/把握/)
  await expectSound(page, 'answer')
  await answer.getByTestId('citation').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/articles\/\d+\?quote=/)
  await expect(page.locator('.cited').first()).toBeInViewport()
})

test('what is not in the knowledge base is not answered, and a person is one tap away', async ({ page }) => {
  await page.goto(`${HOME}assistant?q=${encodeURIComponent('明天去火星的船票多少钱一张')}`)
  const answer = page.locator('[data-test=answer-none], [data-test=answer-related]')
  await expect(answer).toBeVisible()
  await expectSound(page, 'no answer')
  await answer.getByRole('link', { name: '找人工客服' }).click()
  await expect(page.locator('textarea[name=topic]')).toHaveValue('明天去火星的船票多少钱一张')
  // A reload of the assistant brings the talk back instead of asking again.
  await page.goto(`${HOME}assistant`)
  await expect(page.locator('.question')).toHaveCount(1)
})

test('an article takes one vote per device', async ({ page }) => {
  await page.goto(HOME)
  await page.locator('.columns a[href*="/articles/"]').first().click()
  await page.getByRole('button', { name: '有帮助' }).click()
  await expect(page.getByText('感谢反馈')).toBeVisible()
  await page.reload()
  await expect(page.getByText('感谢反馈')).toBeVisible()
})

test('registration says what is missing, and keeps what was typed over a reload', async ({ page }) => {
  await page.goto(`${HOME}chat`)
  await page.getByTestId('register-submit').click()
  await expect(page.locator('input[name=name]')).toBeFocused()
  await expect(page.getByText('请填写姓名')).toBeVisible()
  await expectSound(page, 'registration with errors')
  await page.locator('input[name=name]').fill('钱文博')
  await page.locator('input[name=phone]').fill('12345')
  await expect(page.getByText('手机号格式不正确')).toBeVisible()
  await page.reload()
  await expect(page.locator('input[name=name]')).toHaveValue('钱文博')
})

test('the queue shows the place and an honest wait; draft and place survive a reload; leaving works', async ({ page }) => {
  const api = await customer(page, '孙雨桐')
  await page.goto(`${HOME}chat`)
  await page.getByTestId('start-form').locator('textarea').fill('库存批号录错了\n批号 20260301 应为 20260310')
  await page.getByRole('button', { name: '开始排队' }).click()
  await expect(page.getByTestId('chat-room')).toBeVisible()
  await expect(page.getByTestId('message-list')).toContainText('20260310')
  if (await page.getByTestId('queue').isVisible()) {
    await expect(page.getByTestId('queue-position')).not.toBeEmpty()
    await expect(page.getByTestId('queue-wait')).not.toBeEmpty()
  }
  await expectSound(page, 'queue')
  await page.getByTestId('composer').fill('还没写完的一句')
  await page.reload()
  await expect(page.getByTestId('composer')).toHaveValue('还没写完的一句')
  await page.goto(HOME)
  await page.getByRole('link', { name: /继续会话/ }).click()
  await page.locator('[data-test=queue-leave], .head button').first().click()
  await expectSound(page, 'leave dialog')
  await page.getByTestId('leave-confirm').click()
  await expect(page.getByTestId('rate-panel')).toBeVisible()
  await expectSound(page, 'closed conversation')
  await leaveOpenSession(api)
})

test('a message written without a network is sent when it returns, once', async ({ page, context }) => {
  const api = await customer(page, '周子涵')
  await page.goto(`${HOME}chat`)
  await page.getByRole('button', { name: '开始排队' }).click()
  await expect(page.getByTestId('composer')).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('网络已断开')).toBeVisible()
  await page.getByTestId('composer').fill('断网时写的')
  await page.getByTestId('send').click()
  await expect(page.getByTestId('state-sending')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByTestId('state-sending')).toBeHidden({ timeout: 30_000 })
  const { list: sessions } = await api.get<{ list: { id: number }[] }>('/me/sessions')
  const { list } = await api.get<{ list: { content: string }[] }>(`/me/sessions/${sessions[0]?.id}/messages`)
  expect(list.filter((message) => message.content === '断网时写的')).toHaveLength(1)
  await leaveOpenSession(api)
})

test('a message written without a network outlives a reload without a network', async ({ page, context }) => {
  const api = await customer(page, '王若楠')
  await page.goto(`${HOME}chat`)
  await page.getByRole('button', { name: '开始排队' }).click()
  await expect(page.getByTestId('composer')).toBeVisible()
  await underWorker(page)
  await context.setOffline(true)
  await page.getByTestId('composer').fill('重新打开也要在')
  await page.getByTestId('send').click()
  await expect(page.getByTestId('state-sending')).toBeVisible()
  await page.reload()
  await expect(page.getByText('网络已断开')).toBeVisible()
  await expect(page.getByTestId('register-form')).toBeHidden()
  await context.setOffline(false)
  await expect(page.getByTestId('message-list')).toContainText('重新打开也要在', { timeout: 30_000 })
  await expect(page.getByTestId('state-sent')).toBeVisible({ timeout: 30_000 })
  const { list: sessions } = await api.get<{ list: { id: number }[] }>('/me/sessions')
  const { list } = await api.get<{ list: { content: string }[] }>(`/me/sessions/${sessions[0]?.id}/messages`)
  expect(list.filter((message) => message.content === '重新打开也要在')).toHaveLength(1)
  await leaveOpenSession(api)
})

test('an agent answers: a badge elsewhere, the words in the chat, a rating at the end, the talk to read again', async ({ page }) => {
  const api = await customer(page, '陆佳宁')
  const available = await apiAs(page.request, { username: 'agent.lin' })
  await available.put('/agents/me/status', { status: 'online' })
  await page.goto(`${HOME}chat`)
  await page.getByTestId('start-form').locator('textarea').fill('冷链温度报警')
  await page.getByRole('button', { name: '开始排队' }).click()
  await expect(page.locator('[data-test=chat-room][data-status=active]')).toBeVisible()

  // Whoever was free got it; the test goes on as that agent.
  const { list: [session] } = await api.get<{ list: { id: number; agent: { id: number } }[] }>('/me/sessions')
  const admin = await apiAs(page.request, { username: 'admin' })
  const { username } = await admin.get<{ username: string }>(`/users/${session?.agent.id}`)
  const agent = await apiAs(page.request, { username })
  const say = (content: string) => agent.post(`/sessions/${session?.id}/messages`, { clientMessageId: crypto.randomUUID(), kind: 'text', content })

  await page.getByRole('link', { name: '返回' }).click()
  await expect(page).toHaveURL(new RegExp(`${HOME}$`))
  await say('您好，请问报警的是哪台冰箱？')
  const tab = page.locator('.tabs').getByRole('link', { name: /人工客服/ })
  await expect(tab).toContainText('1')
  await expect(page).toHaveTitle(/^\(1\)/)
  await tab.click()
  await expect(page.getByTestId('message-list')).toContainText('哪台冰箱')
  await expect(page).not.toHaveTitle(/^\(/)
  await page.getByTestId('composer').fill('二楼接种室那台')
  await page.getByTestId('send').click()
  // The description from the start and this one.
  await expect(page.getByTestId('state-sent')).toHaveCount(2)
  await expectSound(page, 'chat')

  await agent.put(`/sessions/${session?.id}/close`, { summary: '已指导复位' })
  await expect(page.getByTestId('rate-panel')).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('rate-panel').locator('form')).toBeVisible()
  await page.getByTestId('rate-panel').locator('label').nth(3).click()
  await expectSound(page, 'rating')
  await page.getByTestId('rate-panel').getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('感谢您的评价')).toBeVisible()

  await page.goto(`${HOME}me`)
  await page.getByRole('link', { name: /冷链温度报警/ }).click()
  await expect(page.getByTestId('message-list')).toContainText('二楼接种室')
  await expectSound(page, 'earlier conversation')
  await available.put('/agents/me/status', { status: 'offline' })
})

test('a ticket is drafted, survives a reload, is submitted with a file and answered to', async ({ page }) => {
  await customer(page, '吴晓波')
  await page.goto(`${HOME}tickets`)
  await expect(page.getByText('还没有工单')).toBeVisible()
  await page.getByRole('link', { name: '提交工单' }).first().click()
  await page.getByTestId('ticket-submit').click()
  await expect(page.getByText('请填写标题')).toBeVisible()
  await page.locator('input[name=subject]').fill('打印机输出乱码')
  await page.locator('textarea[name=description]').fill('今天上午开始，随访单打印出来都是乱码。')
  await page.getByTestId('attachment-input').setInputFiles({ name: '现场照片.png', mimeType: 'image/png', buffer: PNG })
  await expect(page.getByText('正在上传')).toBeHidden()
  await page.reload()
  await expect(page.locator('input[name=subject]')).toHaveValue('打印机输出乱码')
  await expect(page.getByText('现场照片.png')).toBeVisible()
  await expectSound(page, 'ticket form')
  await page.getByTestId('ticket-submit').click()
  await expect(page).toHaveURL(/\/tickets\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('打印机输出乱码')
  await expect(page.getByRole('button', { name: /现场照片/ })).toBeVisible()
  await page.getByTestId('reply-form').locator('textarea').fill('补充：换了驱动也一样')
  await page.getByTestId('reply-form').getByRole('button', { name: '发送回复' }).click()
  await expect(page.getByTestId('timeline')).toContainText('换了驱动也一样')
  await expectSound(page, 'ticket')
  await page.goto(`${HOME}tickets`)
  await expect(page.getByTestId('ticket-list').getByRole('link')).toHaveCount(1)
  await expectSound(page, 'tickets')
})

test('another customer\'s ticket is not found', async ({ page }) => {
  await customer(page, '郑一鸣')
  await page.goto(`${HOME}tickets/1`)
  await expect(page.getByText('没有找到这个工单')).toBeVisible()
})

test('a customer with a password signs in again; preferences and logout', async ({ page }) => {
  const phone = freshPhone()
  await page.goto(`${HOME}me`)
  await page.locator('input[name=name]').fill('冯嘉怡')
  await page.locator('input[name=phone]').fill(phone)
  await page.locator('input[name=password]').fill('Ceshi#Mima2026')
  await page.getByTestId('register-submit').click()
  await expect(page.getByRole('heading', { name: '冯嘉怡' })).toBeVisible()
  await expectSound(page, 'profile')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Preferences' })).toBeVisible()
  await page.getByRole('button', { name: 'Dark', exact: true }).click()
  await expectSound(page, 'profile, dark, en')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('tab', { name: 'I have an account' }).click()
  await page.locator('input[name=phone]').fill(phone)
  await page.locator('input[name=password]').fill('wrong-password')
  await page.getByTestId('login-form').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.locator('input[name=password]').fill('Ceshi#Mima2026')
  await page.getByTestId('login-form').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: '冯嘉怡' })).toBeVisible()
})

test('the shell opens without a network once it has been visited', async ({ page, context }) => {
  await page.goto(HOME)
  await underWorker(page)
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('search')).toBeVisible()
  await expect(page.getByText('网络已断开')).toBeVisible()
  await context.setOffline(false)
})

/** The service worker has stored the shell and answers for the page. */
async function underWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }) })
  })
}

for (const [transport, blocked] of [['sse', []], ['poll', ['**/events/stream**']]] as const) {
  test(`where sockets are blocked, an answer comes by ${transport}`, async ({ page }) => {
    await page.routeWebSocket(/\/ws/, (socket) => socket.close())
    for (const url of blocked) await page.route(url, (route) => route.abort())
    const listening = page.waitForRequest((request) => request.url().includes(transport === 'sse' ? '/events/stream' : '/events/poll'), { timeout: 60_000 })
    const api = await customer(page, '何静怡')
    await page.goto(`${HOME}chat`)
    await page.getByRole('button', { name: '开始排队' }).click()
    await expect(page.getByTestId('composer')).toBeVisible()
    await listening
    const agent = await apiAs(page.request, { username: 'agent.lin' })
    const { list: mine } = await api.get<{ list: { id: number }[] }>('/me/sessions')
    const { list: waiting } = await agent.get<{ list: { id: number; customer: { id: number } }[] }>('/sessions?status=queued&size=100')
    const { id, customer: { id: customerId } } = waiting.find((session) => session.id === mine[0]?.id)!
    await agent.post('/sessions', { customerId })
    await agent.post(`/sessions/${id}/messages`, { clientMessageId: crypto.randomUUID(), kind: 'text', content: '没有长连接也能收到' })
    await expect(page.getByTestId('message-list')).toContainText('没有长连接也能收到')
    await agent.put(`/sessions/${id}/close`)
  })
}
