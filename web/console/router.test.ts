import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { areas, createConsoleRouter, sectionOf } from './router'

const routes = areas.flatMap((area) => area.routes)
const declared = readFileSync(join(import.meta.dirname, '../../crates/kernel/src/perm.rs'), 'utf8')
const permissions = new Set([...declared.matchAll(/= "([a-z-]+:[a-z-]+)", (?:Staff|Platform|Customer)/g)].map((match) => match[1]))
const asked = (can: string | string[]) => (Array.isArray(can) ? can : [can])

describe('routes', () => {
  test('each asks for a permission that the server knows, or says why it asks for none', () => {
    expect(permissions.size).toBeGreaterThan(20)
    const unknown = routes.flatMap((route) => asked(route.meta.can)).filter((can) => can !== 'self' && can !== 'public' && !permissions.has(can))
    expect(unknown).toEqual([])
  })

  test('only the pages before the sign-in are public', () => {
    expect(routes.filter((route) => route.meta.can === 'public').map((route) => route.name)).toEqual(['login', 'forgot', 'reset', 'callback'])
  })

  test('each entry of the sidebar leads to a route that asks for the same permission', () => {
    const router = createConsoleRouter()
    for (const entry of areas.flatMap((area) => area.nav)) {
      const target = router.resolve(entry.to)
      expect([entry.to, target.name]).not.toEqual([entry.to, 'missing'])
      expect([entry.to, target.meta.can]).toEqual([entry.to, entry.can])
    }
  })

  test('a path belongs to the section of its entry, details included', () => {
    expect(sectionOf('/')).toBe('home')
    expect(sectionOf('/customers/12')).toBe('customers')
    expect(sectionOf('/tenants/3')).toBe('platform')
    expect(sectionOf('/nowhere')).toBeUndefined()
  })
})
