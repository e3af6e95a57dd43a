// How the desk feels: few clicks, instant switching, nothing lost when the network goes away.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { agentContext, apiAs, freshPhone, quietDesk, setPresence, signIn, type Api } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

interface Waiting { api: Api; name: string; sessionId: number }

/** Customers in the queue of the default team, put there while nobody is online. */
async function queueUp(request: APIRequestContext, count: number, what: string): Promise<Waiting[]> {
  const list: Waiting[] = []
  for (let i = 1; i <= count; i += 1) {
    const name = `${what}${i}号${Date.now() % 10000}`
    const api = await apiAs(request, { phone: freshPhone(), name })
    const session = await api.post<{ id: number; status: string }>('/me/sessions', { topic: `${what}第 ${i} 个问题` })
    expect(session.status).toBe('queued')
    list.push({ api, name, sessionId: session.id })
  }
  return list
}

const header = (page: Page) => page.getByTestId('thread').filter({ visible: true }).getByRole('heading', { level: 2 })

test('a supervisor gives waiting customers to an agent in two clicks, who then switches between them at once', async ({ browser, request }) => {
  await quietDesk(request)
  const waiting = await queueUp(request, 4, '批量')
  const { user } = await (await apiAs(request, { username: 'agent.lin' })).get<{ user: { id: number } }>('/agents/me')
  const { page: agent } = await agentContext(browser, 'agent.lin')
  // Busy: nothing comes by itself, a supervisor may still assign.
  await setPresence(agent, 'busy')

  const supervisor = await (await browser.newContext()).newPage()
  await signIn(supervisor, 'sup.han', '/console/dispatch')
  for (const { name } of waiting) await expect(supervisor.getByTestId('pool')).toContainText(name)
  await supervisor.getByTestId('select-all').click()
  await supervisor.getByTestId(`assign-to-${user.id}`).click()
  for (const { name } of waiting) await expect(supervisor.locator('.columns')).not.toContainText(name)

  for (const { name } of waiting) {
    await agent.getByTestId('session-item').filter({ hasText: name }).click()
    await expect(header(agent)).toContainText(name)
  }
  const times: number[] = []
  for (let round = 0; round < 3; round += 1) {
    for (const { name } of waiting) {
      times.push(await agent.evaluate((wanted) => new Promise<number>((resolve) => {
        const link = [...document.querySelectorAll<HTMLElement>('[data-test=session-item]')].find((element) => element.textContent?.includes(wanted))
        const shown = (): boolean => [...document.querySelectorAll<HTMLElement>('[data-test=thread] h2')].some((element) => element.offsetParent !== null && element.textContent?.includes(wanted))
        const start = performance.now()
        link?.click()
        const look = (): void => {
          if (shown()) resolve(performance.now() - start)
          else requestAnimationFrame(look)
        }
        look()
      }), name))
    }
  }
  // The lower quartile: what the page itself needs, not what else the machine was doing.
  const quick = [...times].sort((a, b) => a - b)[Math.floor(times.length / 4)] ?? Infinity
  test.info().annotations.push({ type: 'switch', description: `lower quartile ${quick.toFixed(1)} ms of ${times.map((t) => t.toFixed(0)).join(', ')}` })
  console.log(`switching conversations: lower quartile ${quick.toFixed(1)} ms of ${times.map((t) => t.toFixed(0)).join(', ')}`)
  expect(quick).toBeLessThan(50)

  await test.step('what was half written waits in each conversation, also after a reload', async () => {
    await agent.getByTestId('composer').fill('写到一半的回复')
    await agent.getByTestId('session-item').filter({ hasText: waiting[0]?.name }).click()
    await expect(agent.getByTestId('composer')).toHaveValue('')
    await agent.getByTestId('session-item').filter({ hasText: waiting[3]?.name }).click()
    await expect(agent.getByTestId('composer')).toHaveValue('写到一半的回复')
    // The draft is written to disk a moment after the last key.
    await expect.poll(() => agent.evaluate(() => Object.entries(localStorage).some(([key, value]) => key.includes('drafts') && String(value).includes('写到一半')))).toBe(true)
    await agent.reload()
    await expect(agent.getByTestId('composer')).toHaveValue('写到一半的回复')
  })
  await agent.context().close()
  await supervisor.context().close()
})

test('what is written while the network is away is sent once it is back, and arrives once', async ({ browser, request }) => {
  await quietDesk(request)
  const [customer] = await queueUp(request, 1, '断网')
  if (!customer) throw new Error('nobody is waiting')

  const context = await browser.newContext()
  const page = await context.newPage()
  let down = false
  let cut: () => void = () => undefined
  await page.routeWebSocket('**/ws', (socket) => {
    if (down) {
      void socket.close({ code: 1011 })
      return
    }
    const server = socket.connectToServer()
    cut = () => {
      void socket.close({ code: 1011 })
      void server.close()
    }
  })
  await signIn(page, 'agent.xu')
  await page.getByTestId('go-online').click()
  await page.getByTestId('session-item').filter({ hasText: customer.name }).click()
  await page.getByTestId('composer').fill('网络正常')
  await page.getByTestId('composer').press('Enter')
  await expect(page.getByTestId('state-sent').or(page.getByTestId('state-read'))).toBeVisible()

  down = true
  await context.setOffline(true)
  cut()
  for (const text of ['断网时写的第一句', '断网时写的第二句']) {
    await page.getByTestId('composer').fill(text)
    await page.getByTestId('composer').press('Enter')
  }
  await expect(page.getByTestId('state-sending')).toHaveCount(2)
  // Meanwhile the customer writes; the agent's page must catch up by itself.
  await customer.api.post(`/me/sessions/${customer.sessionId}/messages`, { clientMessageId: crypto.randomUUID(), kind: 'text', content: '您还在吗？' })

  down = false
  await context.setOffline(false)
  await expect(page.getByTestId('state-sending')).toHaveCount(0)
  await expect(page.getByTestId('message-list')).toContainText('您还在吗？')
  const { list } = await customer.api.get<{ list: { content: string; sender: { kind: string } }[] }>(`/me/sessions/${customer.sessionId}/messages`)
  expect(list.filter((message) => message.sender.kind === 'user').map((message) => message.content)).toEqual(['网络正常', '断网时写的第一句', '断网时写的第二句'])
  await context.close()
})
