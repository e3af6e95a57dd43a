// What the walk through the screens finds on them. The demo begins without conversations, tickets, feedback, imports
// and erasures: one or a few of each, so that no screen is walked empty; with long names, as people have them.
import { expect, type APIRequestContext } from '@playwright/test'
import { apiAs, freshPhone, PASSWORD, quietDesk, TENANT, type Api } from './people.ts'
import type { Ids } from './screens.ts'
import { baseURL } from './server.ts'

const CUSTOMER = '古丽巴哈尔·买买提依明'
const SUBJECT = '居民健康档案批量导入后身份证号码末位丢失，合并后的单元格也没有识别'

/** Somebody whose token the walk puts into the browser's storage. */
export interface Person { tokens: { accessToken: string; refreshToken: string; expiresAt: number }; permissions: Set<string> }
export interface Stage { ids: Record<'console' | 'portal', Ids>; people: Record<'agent' | 'supervisor' | 'admin' | 'operator', Person>; customer: Person; serve: () => Promise<void>; clear: () => Promise<void> }

async function person(request: APIRequestContext, tenant: string, username: string): Promise<Person> {
  const answer = await request.post(`${baseURL}/api/v1/auth/login`, { data: { tenant, username, password: PASSWORD } })
  expect(answer.ok(), await answer.text()).toBe(true)
  const { data } = await answer.json() as { data: { accessToken: string; refreshToken: string; user: { permissions: string[] } } }
  return { tokens: { accessToken: data.accessToken, refreshToken: data.refreshToken, expiresAt: Date.now() + 3_600_000 }, permissions: new Set(data.user.permissions) }
}

const text = (content: string, kind = 'text') => ({ clientMessageId: crypto.randomUUID(), kind, content })
const PAST = [['customer', '上午好，导入时提示第 128 行格式错误'], ['agent', '您好，请问用的是哪一版模板？'], ['customer', '昨天从帮助中心下载的'], ['agent', '把身份证号一列设为文本再导入就可以了，步骤见 https://example.org/help/128']] as const
const NOW = [['customer', '疫苗冷链温度从昨晚 22:40 起就不再上传了'], ['agent', '收到，我先看一下采集器的状态，请稍等。'], ['customer', '好的，设备编号是 LL-2093，在二楼接种室']] as const

async function talk(customer: Api, agent: Api, customerId: number, topic: string, words: readonly (readonly ['customer' | 'agent', string])[]): Promise<number> {
  const { id } = await customer.post<{ id: number }>('/me/sessions', { topic })
  // Claimed, so that no other test's queue can get in between.
  await agent.post('/sessions', { customerId })
  for (const [who, content] of words) await (who === 'customer' ? customer.post(`/me/sessions/${id}/messages`, text(content)) : agent.post(`/sessions/${id}/messages`, text(content)))
  return id
}

async function importFile(request: APIRequestContext, admin: Api): Promise<number> {
  const rows = ['姓名,手机号,单位,备注', `欧阳慕容雪兰,${freshPhone()},内蒙古自治区呼伦贝尔市新巴尔虎左旗阿木古郎镇中心卫生院,转诊`, '没有号码,,雨后诊所,']
  const file = { name: '二〇二六年第四季度基层医疗机构联系人名单（修订版）.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) }
  const taken = await request.post(`${baseURL}/api/v1/customer-imports`, { headers: { Authorization: `Bearer ${admin.token}` }, multipart: { file } })
  expect(taken.ok(), await taken.text()).toBe(true)
  return (await taken.json() as { data: { id: number } }).data.id
}

async function erased(admin: Api): Promise<void> {
  const { id } = await admin.post<{ id: number }>('/customers', { name: '将被清除' })
  await admin.post(`/customers/${id}/erasure`, { reason: '本人书面要求', name: '将被清除' })
}

export async function setStage(request: APIRequestContext): Promise<Stage> {
  await quietDesk(request)
  const [agent, admin, supervisor] = await Promise.all(['agent.lin', 'admin', 'sup.han'].map((username) => apiAs(request, { username }))) as [Api, Api, Api]
  const phone = freshPhone()
  const customer = await apiAs(request, { name: CUSTOMER, phone })
  const waiting = await apiAs(request, { name: '尉迟小满', phone: freshPhone() })
  const first = async (path: string, at = 0) => {
    const answer = await admin.get<{ list: { id: number }[] } | { id: number }[]>(path)
    const one = (Array.isArray(answer) ? answer : answer.list)[at]
    if (!one) throw new Error(`the demo has nothing at ${path}`)
    return one.id
  }
  const customerId = await first(`/customers?q=${phone}`)
  const past = await talk(customer, agent, customerId, '档案导入', PAST)
  await agent.put(`/sessions/${past}/close`, { summary: '已说明模板的格式' })
  const now = await talk(customer, agent, customerId, '疫苗冷链对接', NOW)
  await agent.post(`/sessions/${now}/messages`, text('采集器离线，已联系当地的工程师', 'note'))
  const queued = await waiting.post<{ id: number }>('/me/sessions', { topic: '报表导出', text: '上月的报表导不出来' })

  const ticket = await customer.post<{ id: number }>('/customer-portal/tickets', { subject: SUBJECT, description: '附件为导入模板，第 3 列显示为科学计数。' })
  await agent.post('/tickets', { subject: '打印机不动', description: '', priority: 'urgent', customerId })
  await supervisor.post(`/tickets/${ticket.id}/follow-ups`, { content: '请客户补充截图', internal: true })
  const feedback = await customer.post<{ id: number }>('/customer-portal/feedback', { feedback_type: 'bug', feedback_content: '冷链温度页面下班后打不开，要等到第二天早上八点才恢复', priority_level: 1 })
  await admin.put(`/feedback/${feedback.id}`, { status: 'processing' })
  await admin.put(`/feedback/${feedback.id}`, { status: 'processed', response_content: '昨晚的故障已修复，请再试一次。' })
  await customer.post('/customer-portal/feedback', { feedback_type: 'suggestion', feedback_content: '希望随访列表能记住筛选条件', priority_level: 2 })
  const imported = await importFile(request, admin)
  await admin.post(`/customers/${customerId}/data-exports`)
  await erased(admin)

  const { list: links } = await admin.get<{ list: { url: string; state: string }[] }>('/register-links')
  const operator = await person(request, 'platform', 'admin')
  const tenants = await (await request.get(`${baseURL}/api/v1/tenants?q=${TENANT}`, { headers: { Authorization: `Bearer ${operator.tokens.accessToken}` } })).json() as { data: { list: { id: number }[] } }
  return {
    ids: {
      console: {
        'callback': 'wechat',
        'customers': customerId,
        'customer-imports': imported,
        'organizations': await first('/organizations?q=青滩镇中心'),
        'archive/applications': await first('/archive-applications?status=submitted'),
        'articles': await first('/kb/articles'),
        'segments': await first('/customer-segments', 1),
        'ai/accounts': await first('/ai/accounts'),
        'ai/groups': await first('/ai/groups'),
        'sessions': past,
        'teams': await first('/teams?q=公卫业务组'),
        'tickets': ticket.id,
        'workbench': now,
        'tenants': tenants.data.list[0]?.id ?? '',
      },
      portal: {
        articles: await first('/kb/articles?status=published'),
        categories: await first('/kb/categories'),
        tickets: ticket.id,
        chat: past,
        feedback: feedback.id,
        join: links.find((link) => link.state === 'active')?.url.split('/').at(-1) ?? '',
      },
    },
    people: { agent: await person(request, TENANT, 'agent.lin'), supervisor: await person(request, TENANT, 'sup.han'), admin: await person(request, TENANT, 'admin'), operator },
    customer: { tokens: { accessToken: customer.token, refreshToken: 'none', expiresAt: Date.now() + 3_600_000 }, permissions: new Set() },
    // Who has no window open loses the conversation to the queue after a while: taken up again before it is looked at.
    serve: async () => { await agent.post('/sessions', { customerId }) },
    // Nobody is left waiting for the next test.
    clear: async () => {
      await agent.post('/sessions', { customerId })
      await agent.put(`/sessions/${now}/close`, { summary: '已恢复' })
      await waiting.post(`/me/sessions/${queued.id}/leave`)
    },
  }
}
