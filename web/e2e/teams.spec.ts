// Teams and their hours, the tenant's calendar, and service relations, as a supervisor and an
// administrator use them. Nobody goes online, nobody is left waiting.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { apiAs, signIn, type Api } from './people.ts'

test.use({ testIdAttribute: 'data-test' })

interface Named { id: number; name: string }
const unique = () => `${Date.now() % 10_000_000}`
const SHOTS = process.env.POLYDESK_SHOTS

/** For a person to look at; only when a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

/** Picks from a select that asks the server. */
async function pickRemote(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).fill(text)
  await page.getByRole('option').filter({ hasText: text }).filter({ visible: true }).first().click()
}

/** Of the forms that a page holds, the one that is open. */
const save = (page: Page) => page.getByTestId('save').filter({ visible: true }).click()
const settled = (page: Page) => expect(page.locator('[aria-busy=true]')).toHaveCount(0)
const teamOf = async (api: Api, name: string) => (await api.get<{ list: Named[] }>(`/teams?q=${encodeURIComponent(name)}`)).list[0] as Named

test('a team is made, given hours by mouse and keyboard, and merged with a look before', async ({ page, request }) => {
  const name = `夜间值守组${unique()}`
  // Tall enough for the whole week.
  await page.setViewportSize({ width: 1440, height: 1250 })
  await signIn(page, 'sup.zhou', '/console/teams')
  await page.getByTestId('new-team').click()
  await page.locator('#team-name').fill(name)
  await expectAccessible(page, 'team form')
  await save(page)
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.getByText('全天候（7×24 小时）').first()).toBeVisible()

  await page.getByRole('tab', { name: '工作时间' }).click()
  await page.getByText('按周设置').click()
  await page.getByTestId('preset-office').click()
  const saturday = page.getByTestId('day-6')
  // Drawn with the mouse: 10:00 to 16:00 of a day of 24 hours.
  await saturday.getByTestId('track').scrollIntoViewIfNeeded()
  const track = (await saturday.getByTestId('track').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(track.x + track.width * (10 / 24), track.y + 16)
  await page.mouse.down()
  await page.mouse.move(track.x + track.width * (13 / 24), track.y + 16)
  await page.mouse.move(track.x + track.width * (16 / 24), track.y + 16)
  await page.mouse.up()
  const bar = saturday.getByTestId('bar')
  await expect(bar).toHaveAttribute('aria-label', '周六 10:00–16:00')
  // And with the keyboard: half an hour later, an hour longer.
  await bar.focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key)
  await expect(bar).toHaveAttribute('aria-label', '周六 10:30–17:30')
  // Typed: a night shift on Sunday.
  const sunday = page.getByTestId('day-7')
  await sunday.getByTestId('add-interval').click()
  await sunday.getByLabel('周日第 1 段开始时间').fill('22:00')
  await sunday.getByLabel('周日第 1 段开始时间').blur()
  await sunday.getByLabel('周日第 1 段结束时间').fill('06:00')
  await sunday.getByLabel('周日第 1 段结束时间').blur()
  await expect(sunday.getByText('次日')).toBeVisible()
  await expectAccessible(page, 'week editor')
  await shot(page, 'hours')
  await page.getByTestId('save-hours').click()
  await expect(page.getByText('有未保存的修改')).toHaveCount(0)
  await page.reload()
  await expect(page.getByTestId('day-7').getByTestId('bar')).toHaveAttribute('aria-label', /周日 22:00–06:00（次日）/)
  await expect(page.getByTestId('day-3').getByTestId('bar')).toHaveCount(2)
  await page.getByTestId('day-6').getByTestId('bar').focus()
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('day-6').getByText('休息')).toBeVisible()

  await page.getByTestId('team-more').click()
  await page.getByRole('menuitem', { name: '合并到其他团队' }).click()
  await pickRemote(page, 'successor', '技术支持组')
  await expect(page.getByTestId('succession-preview')).toContainText('服务关系')
  await expect(page.getByTestId('succession-do')).toBeDisabled()
  await page.locator('#succession-reason').fill('夜间值守并入技术支持')
  await expectAccessible(page, 'merge dialog')
  await shot(page, 'merge')
  await page.getByTestId('succession-do').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('技术支持组')
  const api = await apiAs(request, { username: 'sup.zhou' })
  expect((await api.get<{ list: Named[] }>(`/teams?q=${name}`)).list).toEqual([])
})

test('a customer is bound to teams, the primary one changes hands, and the history says why', async ({ page, request }) => {
  const api = await apiAs(request, { username: 'sup.zhou' })
  const customer = await api.post<Named>('/customers', { name: `呼伦贝尔市陈巴尔虎旗巴彦库仁镇卫生院 苏日娜${unique()}`, tags: ['接种'] })
  await signIn(page, 'sup.zhou', `/console/customers/${customer.id}`)
  const panel = page.getByTestId('customer-teams')
  await expect(panel).toContainText('还没有服务团队')
  await panel.getByTestId('recommend').click()
  await expect(panel.getByText('技能匹配：接种')).toBeVisible()
  await panel.getByRole('button', { name: '绑定 接种与上报组' }).click()
  await page.getByRole('radio', { name: '主要' }).locator('..').click()
  await expectAccessible(page, 'relation form')
  await shot(page, 'relation-form')
  await save(page)
  await expect(panel.getByRole('listitem').filter({ hasText: '接种与上报组' }).first()).toContainText('主要')

  await panel.getByTestId('bind-team').click()
  await pickRemote(page, 'relation-team', '公卫业务组')
  await page.getByRole('radio', { name: '主要' }).locator('..').click()
  await page.locator('#relation-reason').fill('业务调整，改由公卫业务组主要负责')
  await save(page)
  await page.getByRole('button', { name: '设为主要团队' }).click()
  await expect(panel.getByRole('listitem').first()).toContainText('公卫业务组')
  await expect(panel.getByRole('listitem').filter({ hasText: '接种与上报组' }).first()).toContainText('次要')
  await settled(page)
  await expectAccessible(page, 'customer teams')
  await shot(page, 'customer-teams')
  await panel.getByTestId('customer-team-history').click()
  await expect(page.getByTestId('relation-history').getByRole('listitem')).toHaveCount(3)
  await expect(page.getByTestId('relation-history')).toContainText('业务调整，改由公卫业务组主要负责')
  await expectAccessible(page, 'relation history')
  await shot(page, 'history')
  await page.keyboard.press('Escape')

  for (const team of ['公卫业务组', '接种与上报组']) {
    await panel.getByRole('button', { name: `更多 ${team}` }).click()
    await page.getByRole('menuitem', { name: '解除' }).filter({ visible: true }).click()
    await page.locator('#end-reason').fill('测试结束')
    await page.getByTestId('end-relation').click()
    await expect(panel.getByRole('link', { name: team })).toHaveCount(0)
  }
})

test('relations that end soon are listed and extended', async ({ page, request }) => {
  const api = await apiAs(request, { username: 'sup.han' })
  const customer = await api.post<Named>('/customers', { name: `到期客户${unique()}` })
  const team = await teamOf(api, '技术支持组')
  const soon = new Date(Date.now() + 9 * 86_400_000).toISOString()
  const relation = await api.post<{ id: number }>('/customer-team-relations', { customerId: customer.id, teamId: team.id, priority: 'primary', validUntil: soon })
  await signIn(page, 'sup.han', '/console/relations')
  await settled(page)
  await shot(page, 'relations')
  await page.getByText('即将到期').click()
  await page.locator('.el-select__wrapper').filter({ has: page.getByRole('combobox', { name: '即将到期' }) }).click()
  await page.getByRole('option', { name: '30 天内到期' }).click()
  const row = page.getByRole('row', { name: new RegExp(customer.name) })
  await expect(row).toBeVisible()
  await shot(page, 'expiring')
  await row.getByRole('button', { name: new RegExp(`续约 ${customer.name}`) }).click()
  await page.locator('#relation-until').fill('2031-12-31 18:00:00')
  await page.locator('#relation-until').press('Enter')
  await page.locator('#relation-reason').fill('续约五年')
  await save(page)
  await expect(row).toHaveCount(0)
  const seen = await api.get<{ validUntil: string; version: number }>(`/customer-team-relations/${relation.id}`)
  expect([seen.validUntil.slice(0, 4), seen.version]).toEqual(['2031', 2])
})

test('the calendar holds holidays and make-up days', async ({ page }) => {
  await signIn(page, 'admin', '/console/calendar')
  await expect(page.getByText('国庆节调休').first()).toBeVisible()
  await page.getByPlaceholder('开始日期').fill('2027-05-01')
  await page.getByPlaceholder('结束日期').fill('2027-05-03')
  await page.getByPlaceholder('结束日期').press('Enter')
  await page.locator('#day-name').fill('劳动节')
  await page.getByTestId('add-days').click()
  await expect(page.getByRole('listitem').filter({ hasText: '劳动节' })).toHaveCount(3)
  await expectAccessible(page, 'calendar')
  await shot(page, 'calendar')
  await page.getByTestId('save-calendar').click()
  await expect(page.getByTestId('save-calendar')).toBeDisabled()
  await page.reload()
  const days = page.getByRole('listitem').filter({ hasText: '劳动节' })
  await expect(days).toHaveCount(3)
  for (let left = 3; left > 0; left--) await days.first().getByRole('button').click()
  await page.getByTestId('save-calendar').click()
  await expect(page.getByTestId('save-calendar')).toBeDisabled()
})
