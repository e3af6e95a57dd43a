import { describe, expect, it } from 'vitest'
import { colorProblem, headline, logoProblem, readable } from './look'

describe('the look of the portal', () => {
  it('takes colours that white text can be read on', () => {
    expect(colorProblem('#1f5fbf')).toBeNull()
    expect(colorProblem('#409eff')).toBe('tooLight')
    expect(colorProblem('blue')).toBe('noColor')
    for (const light of ['#409eff', '#ffff00', '#ffffff', '#7fd1ae']) expect(colorProblem(readable(light))).toBeNull()
  })
  it('takes a logo by https only', () => {
    expect(['', 'https://example.com/logo.png'].map(logoProblem)).toEqual([false, false])
    expect(['http://example.com/logo.png', 'logo.png', 'https://localhost/x', 'https://a@example.com/x'].map(logoProblem)).toEqual([true, true, true, true])
  })
  it('makes the first sentence the headline', () => {
    expect(headline('Hello there. We help.')).toEqual({ first: 'Hello there', rest: 'We help.' })
    expect(headline('')).toEqual({ first: '', rest: '' })
  })
})
