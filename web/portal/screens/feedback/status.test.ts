import { describe, expect, it } from 'vitest'
import { aboutText, parseAbout } from './status'

describe('what feedback is about', () => {
  it('reads back what a link spells', () => {
    for (const about of [{ kind: 'ticket', id: 12 }, { kind: 'session', id: 3 }, { kind: 'knowledge', id: 987_654 }] as const) expect(parseAbout(aboutText(about))).toEqual(about)
  })

  it('takes nothing else', () => {
    for (const text of [undefined, '', 'ticket', 'ticket:', 'ticket:x', 'user:1', 'ticket:1;session:2', 'ticket:99999999999999999999', ['ticket:1']]) expect(parseAbout(text)).toBeNull()
  })
})
