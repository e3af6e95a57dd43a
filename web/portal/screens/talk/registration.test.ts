import { describe, expect, it } from 'vitest'
import { checkRegistration, emptyRegistration, normalPhone, validPhone } from './registration'

describe('phone numbers', () => {
  it('takes mainland and international numbers the way people type them', () => {
    for (const phone of ['13800138000', '138 0013 8000', '138-0013-8000', '+8613800138000', '１３８００１３８０００', '+4915112345678', '021-59871234']) {
      expect(validPhone(phone), phone).toBe(true)
    }
    for (const phone of ['', '1380013800', '12800138000', 'abc', '138001380001', '+12']) expect(validPhone(phone), phone).toBe(false)
  })
  it('normalises to digits', () => {
    expect(normalPhone('１３８ 0013-8000')).toBe('13800138000')
  })
})

describe('registration', () => {
  it('asks for name and phone, and nothing else', () => {
    expect(Object.keys(checkRegistration(emptyRegistration()))).toEqual(['name', 'phone'])
    expect(checkRegistration({ ...emptyRegistration(), name: 'Li', phone: '13800138000' })).toEqual({})
  })
  it('refuses a short password, but an empty one is a choice', () => {
    const form = { ...emptyRegistration(), name: 'Li', phone: '13800138000', password: 'short' }
    expect(checkRegistration(form).password?.key).toBe('talk.passwordShort')
  })
})
