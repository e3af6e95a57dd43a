import { describe, expect, it } from 'vitest'
import { backFromTrip, keepTicket, ownPath, pendingBind, usableApps } from './trip'

describe('a trip to a provider', () => {
  it('leads back to a path of our own only', () => {
    expect(ownPath('/tickets?page=2')).toBe('/tickets?page=2')
    for (const foreign of ['//evil.example', 'https://evil.example', 'javascript:alert(1)', null, ['/a']]) expect(ownPath(foreign)).toBe('/')
  })

  it('offers the QR code outside WeChat and the page inside it', () => {
    const all = ['wechat', 'wechat_h5', 'dingtalk'] as const
    expect(usableApps(all, 'Mozilla/5.0 Chrome/131')).toEqual(['wechat', 'dingtalk'])
    expect(usableApps(all, 'Mozilla/5.0 MicroMessenger/8.0.53')).toEqual(['wechat_h5', 'dingtalk'])
  })

  it('is remembered once, and a ticket for as long as it is good', () => {
    sessionStorage.setItem('polydesk.console.trip', JSON.stringify({ purpose: 'bind', app: 'wechat', tenant: 'a', next: '/' }))
    expect(backFromTrip()?.purpose).toBe('bind')
    expect(backFromTrip()).toBeNull()
    keepTicket({ ticket: 't', provider: 'wechat', name: '小明', until: Date.now() + 1000 })
    expect(pendingBind()?.ticket).toBe('t')
    keepTicket({ ticket: 't', provider: 'wechat', name: '小明', until: Date.now() - 1 })
    expect(pendingBind()).toBeNull()
  })
})
