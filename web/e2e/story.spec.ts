// The main job, once through, with a customer and two agents in browsers of their own: search, article,
// assistant, a person, queue, chat, note, canned reply, picture, transfer, ticket, close, reply, rating.
import { expect, test, type Page } from '@playwright/test'
import { agentContext, quietDesk, freshPhone, setPresence, TENANT } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGPo6ppKEmIY1TBIaAAAyz9wQdR0qCkAAAAASUVORK5CYII=', 'base64')
const DELIVERY_LIMIT_MS = 300

/** Writes in one browser and tells how long until the other one shows it. */
async function delivered(from: Page, to: Page, text: string): Promise<number> {
  await from.getByTestId('composer').fill(text)
  const seen = to.evaluate((wanted) => new Promise<number>((resolve) => {
    const list = document.querySelector('[data-test=message-list]') ?? document.body
    const look = (): void => {
      if (!list.textContent?.includes(wanted)) return
      observer.disconnect()
      resolve(Date.now())
    }
    const observer = new MutationObserver(look)
    observer.observe(list, { childList: true, subtree: true, characterData: true })
    look()
  }), text)
  await from.evaluate(() => {
    const state = window as unknown as { sentAt: number }
    document.addEventListener('keydown', () => { state.sentAt = Date.now() }, { capture: true, once: true })
  })
  await from.getByTestId('composer').press('Enter')
  const arrived = await seen
  return arrived - await from.evaluate(() => (window as unknown as { sentAt: number }).sentAt)
}

const messages = (page: Page) => page.getByTestId('message-list').filter({ visible: true })

test('a customer is helped from the first search to the rated ticket', async ({ browser, request }) => {
  test.setTimeout(360_000)
  await quietDesk(request)
  const customerContext = await browser.newContext()
  const customer = await customerContext.newPage()
  const name = `陈思远${Date.now() % 1000}`

  await test.step('the customer searches and reads an article', async () => {
    await customer.goto(`/portal/${TENANT}/`)
    await customer.getByTestId('search-input').fill('忘记密码')
    await customer.getByTestId('search-input').press('Enter')
    const hits = customer.getByTestId('search-results').getByRole('link')
    await expect(hits.first()).toBeVisible()
    await expect(customer.getByTestId('search-results').locator('mark').first()).toBeVisible()
    const title = await hits.first().locator('.title').textContent()
    await hits.first().click()
    await expect(customer).toHaveURL(/\/articles\/\d+/)
    await expect(customer.getByRole('heading', { level: 1 })).toContainText((title ?? '').trim().slice(0, 4))
  })

  await test.step('the assistant answers with a source and a confidence', async () => {
    await customer.goto(`/portal/${TENANT}/assistant`)
    await customer.getByTestId('question').fill('忘记密码怎么办？')
    await customer.getByTestId('question').press('Enter')
    const answer = customer.getByTestId('answer-answered')
    await expect(answer).toBeVisible()
    await expect(answer.getByTestId('confidence')).toBeVisible()
    await expect(answer.getByTestId('citation').first()).toBeVisible()
  })

  await test.step('asks for a person and is told the place in the queue', async () => {
    await customer.goto(`/portal/${TENANT}/chat`)
    await customer.locator('input[name=name]').fill(name)
    await customer.locator('input[name=phone]').fill(freshPhone())
    await customer.locator('input[name=organization]').fill('青石县疾病预防控制中心')
    await customer.locator('textarea[name=topic]').fill('档案上传一直失败')
    await customer.getByTestId('register-submit').click()
    await expect(customer.getByTestId('queue-position')).toBeVisible()
    await expect(customer.getByTestId('queue-wait')).not.toBeEmpty()
  })

  const { page: agent } = await agentContext(browser, 'agent.lin')
  await test.step('an agent goes online and gets the conversation, with a count and the reason', async () => {
    await agent.getByTestId('go-online').click()
    const item = agent.getByTestId('session-item').filter({ hasText: name })
    await expect(item).toBeVisible()
    await expect(agent).toHaveTitle(/工作台|Workbench/)
    await item.click()
    await agent.getByTestId('why').click()
    await expect(agent.getByTestId('assign-reason')).not.toBeEmpty()
    await agent.keyboard.press('Escape')
    await expect(customer.getByTestId('queue')).toBeHidden()
  })

  await test.step('both write, see each other type and read, and messages arrive in time', async () => {
    await agent.getByTestId('composer').pressSequentially('您好')
    await expect(customer.getByTestId('typing')).toHaveText(/正在输入/)
    const times: number[] = []
    for (let round = 1; round <= 5; round += 1) {
      times.push(await delivered(agent, customer, `您好，我来帮您看看（第 ${round} 句）`))
      times.push(await delivered(customer, agent, `上传时提示超时（第 ${round} 次）`))
    }
    const middle = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity
    test.info().annotations.push({ type: 'delivery', description: `median ${middle} ms of ${times.join(', ')}` })
    console.log(`message delivery: median ${middle} ms of ${times.join(', ')}`)
    expect(middle, `delivery in ms: ${times.join(', ')}`).toBeLessThan(DELIVERY_LIMIT_MS)
    await expect(messages(agent).getByTestId('state-read').last()).toBeVisible()
    await expect(messages(customer).getByTestId('state-read').last()).toBeVisible()
  })

  await test.step('a private note stays private', async () => {
    await agent.getByTestId('mode-note').click()
    await agent.getByTestId('composer').fill('客户是老用户，注意语气')
    await agent.getByTestId('composer').press('Enter')
    await expect(messages(agent).locator('[data-kind=note]')).toHaveText(/客户是老用户/)
    await agent.getByTestId('mode-reply').click()
    await delivered(agent, customer, '请稍等，我查一下日志')
    await expect(messages(customer)).not.toContainText('客户是老用户')
  })

  await test.step('a canned reply with the customer\'s name in three keys', async () => {
    await agent.getByTestId('composer').press('/')
    await expect(agent.getByTestId('canned-menu')).toBeVisible()
    await agent.getByTestId('composer').press('Enter')
    await expect(agent.getByTestId('composer')).not.toHaveValue('/')
    const text = await agent.getByTestId('composer').inputValue()
    expect(text).not.toContain('{{')
    await agent.getByTestId('composer').press('Enter')
    await expect(messages(customer)).toContainText(text)
  })

  await test.step('knowledge beside the chat goes into the reply', async () => {
    await agent.getByTestId('panel-knowledge').click()
    await agent.getByTestId('kb-search').fill('上传')
    await agent.getByTestId('kb-hits').getByTestId('kb-insert').first().click()
    await expect(agent.getByTestId('composer')).not.toHaveValue('')
    await agent.getByTestId('composer').fill('')
  })

  await test.step('a picture travels both ways', async () => {
    await customer.getByTestId('file-input').setInputFiles({ name: '报错截图.png', mimeType: 'image/png', buffer: PNG })
    await expect(messages(agent).getByTestId('chat-image').locator('img')).toBeVisible()
    await agent.getByTestId('file-input').setInputFiles({ name: '设置位置.png', mimeType: 'image/png', buffer: PNG })
    await expect(messages(customer).getByTestId('chat-image').locator('img')).toHaveCount(2)
  })

  const { page: colleague } = await agentContext(browser, 'agent.xu')
  await test.step('the conversation is handed to a colleague, who accepts', async () => {
    await setPresence(colleague, 'online')
    await agent.getByTestId('transfer').click()
    await agent.locator('.person', { hasText: await colleagueName(colleague) }).click()
    await agent.getByTestId('transfer-reason').fill('接口日志需要您看')
    await agent.getByTestId('transfer-send').click()
    const offered = colleague.getByTestId('session-item').filter({ hasText: name })
    await offered.click()
    await expect(colleague.getByTestId('transfer-banner')).toContainText('接口日志需要您看')
    await colleague.getByTestId('transfer-accept').click()
    await expect(colleague.getByTestId('composer')).toBeVisible()
    await expect(messages(colleague)).toContainText('客户是老用户')
    await expect(agent.getByTestId('composer')).toBeHidden()
    await delivered(colleague, customer, '您好，由我继续为您处理')
  })

  let ticketNo = ''
  await test.step('two clicks make a ticket that is filled in already', async () => {
    await colleague.getByTestId('to-ticket').click()
    await expect(colleague.getByTestId('ticket-subject')).toHaveValue(/档案上传/)
    await expect(colleague.getByTestId('ticket-description')).toHaveValue(/上传时提示超时/)
    await colleague.getByTestId('save').click()
    const row = colleague.getByTestId('panel-tickets').getByRole('link').first()
    await expect(row).toBeVisible()
    ticketNo = (await row.locator('.no').textContent() ?? '').trim()
    expect(ticketNo).not.toBe('')
  })

  await test.step('the conversation is closed with a summary and rated by the customer', async () => {
    await colleague.getByTestId('close-session').click()
    await colleague.getByTestId('close-summary').fill('上传超时，已转工单跟进')
    await colleague.getByTestId('close-confirm').click()
    await expect(customer.getByTestId('rate-panel')).toBeVisible()
    await customer.getByTestId('rate-panel').locator('label').nth(4).click()
    await customer.getByTestId('rate-panel').getByRole('button', { name: /提交/ }).click()
    await expect(customer.getByTestId('rate-panel').locator('form')).toBeHidden()
  })

  await test.step('the customer follows the ticket in the portal and replies', async () => {
    await customer.goto(`/portal/${TENANT}/tickets`)
    await customer.getByTestId('ticket-list').getByRole('link').filter({ hasText: ticketNo }).click()
    await customer.getByTestId('reply-form').locator('textarea').fill('补充：下午三点又出现了一次')
    await customer.getByTestId('reply-form').getByRole('button', { name: /发送|提交|回复/ }).click()
    await expect(customer.getByTestId('timeline')).toContainText('下午三点')
  })

  await test.step('the agent sees the reply, answers, remarks and resolves', async () => {
    await colleague.goto('/console/tickets')
    await colleague.getByRole('link', { name: new RegExp(ticketNo) }).click()
    await expect(colleague.getByTestId('follow-ups')).toContainText('下午三点')
    await colleague.getByTestId('follow-up-internal').click()
    await colleague.getByTestId('follow-up-text').fill('已让运维放宽超时')
    await colleague.getByTestId('follow-up-send').click()
    await expect(colleague.locator('[data-internal=true]')).toContainText('运维')
    await colleague.getByTestId('follow-up-internal').click()
    await colleague.getByTestId('follow-up-text').fill('问题已修复，请再试一次')
    await colleague.getByTestId('follow-up-send').click()
    await expect(colleague.locator('[data-internal=false]').filter({ hasText: '已修复' })).toBeVisible()
    await moveTo(colleague, 'resolved')
    await expect(colleague.getByTestId('ticket-status')).toHaveAttribute('data-status', 'resolved')
  })

  await test.step('the customer sees it solved, without the remark, and rates', async () => {
    await customer.reload()
    await expect(customer.getByTestId('timeline')).toContainText('问题已修复')
    await expect(customer.getByTestId('timeline')).not.toContainText('运维')
    await customer.getByTestId('ticket-rating').locator('label').nth(4).click()
    await customer.getByTestId('ticket-rating').getByRole('button').click()
    await expect(customer.getByTestId('ticket-rating').locator('form')).toBeHidden()
    await colleague.reload()
    await expect(colleague.getByTestId('ticket-rating')).toBeVisible()
  })
})

async function colleagueName(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { accessToken } = JSON.parse(localStorage.getItem('polydesk.console') ?? '{}') as { accessToken: string }
    const response = await fetch('/api/v1/user/info', { headers: { Authorization: `Bearer ${accessToken}` } })
    return ((await response.json()) as { data: { name: string } }).data.name
  })
}

/** Takes the ticket there by the moves that are offered. */
async function moveTo(page: Page, status: string): Promise<void> {
  for (let step = 0; step < 3; step += 1) {
    if (await page.getByTestId('ticket-status').first().getAttribute('data-status') === status) return
    const before = await page.getByTestId('ticket-status').first().getAttribute('data-status')
    await page.locator('[data-to] button, button[data-to]').first().click()
    await expect(page.getByTestId('ticket-status').first()).not.toHaveAttribute('data-status', before ?? '')
  }
}
