// WeChat's and DingTalk's pages and APIs for the browser tests: their login pages as a picture of one button, their
// APIs in the documented wire format. The server under test is told this address when it starts.
import { createServer, type Server } from 'node:http'
import { stubPort } from './server.ts'

export interface Stub {
  /** Paths that were called, newest last. */
  calls: string[]
  close: () => Promise<void>
}

const page = (back: string, code: string, state: string) => {
  const url = new URL(back)
  url.searchParams.set(code, 'ming')
  url.searchParams.set('state', state)
  return `<!doctype html><meta charset="utf-8"><title>provider</title><h1>请扫码</h1><a id="allow" href="${url.href.replaceAll('&', '&amp;')}">同意</a>`
}

export async function startStub(): Promise<Stub> {
  const calls: string[] = []
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${stubPort}`)
    const given = (name: string) => url.searchParams.get(name) ?? ''
    calls.push(url.pathname)
    const html = (text: string) => response.writeHead(200, { 'content-type': 'text/html' }).end(text)
    const json = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (url.pathname) {
      case '/wechat-open/connect/qrconnect': return html(page(given('redirect_uri'), 'code', given('state')))
      case '/dingtalk-login/oauth2/auth': return html(page(given('redirect_uri'), 'authCode', given('state')))
      case '/wechat/sns/oauth2/access_token': return json({ access_token: 'at', openid: `o-${given('code')}`, scope: 'snsapi_login', expires_in: 7200 })
      case '/wechat/sns/userinfo': return json({ openid: given('openid'), nickname: '小明', unionid: 'u-ming' })
      case '/dingtalk-api/v1.0/oauth2/userAccessToken': return json({ accessToken: 'at', expireIn: 7200 })
      case '/dingtalk-api/v1.0/contact/users/me': return json({ nick: '小明', openId: 'o-ming', unionId: 'u-ming' })
      case '/wecom/cgi-bin/webhook/send': return json(given('key') === 'good' ? { errcode: 0, errmsg: 'ok' } : { errcode: 93000, errmsg: 'invalid webhook url' })
      default: return response.writeHead(404).end()
    }
  })
  await new Promise<void>((listening) => server.listen(stubPort, '127.0.0.1', listening))
  return { calls, close: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => closed()) }) }
}
