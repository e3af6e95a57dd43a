// Guards the two promises of our catalogues: both languages say the same things, and no text hides in code.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const WEB = join(import.meta.dirname, '../..')
const APPS = ['shared', 'console', 'portal', 'widget']

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (name === 'node_modules' || name === 'dist') return []
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  })
}

function existing(apps: string[]): string[] {
  return apps.map((app) => join(WEB, app)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
}

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  return Object.entries(value).flatMap(([key, child]) => keysOf(child, prefix ? `${prefix}.${key}` : key))
}

function valuesOf(value: unknown, prefix = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[prefix, String(value)]]
  return Object.entries(value).flatMap(([key, child]) => valuesOf(child, prefix ? `${prefix}.${key}` : key))
}

const catalogues = existing(APPS).flatMap(filesUnder).filter((path) => path.endsWith('.json') && path.includes('/locales/'))
const chinese = catalogues.filter((path) => path.includes('/zh-CN/'))
const parse = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const english = (path: string) => path.replace('/zh-CN/', '/en/')

describe('catalogues', () => {
  test('every Chinese file has an English one and the other way round', () => {
    const others = catalogues.filter((path) => path.includes('/en/')).map((path) => path.replace('/en/', '/zh-CN/'))
    expect(others.sort()).toEqual([...chinese].sort())
  })

  test.each(chinese.map((path) => relative(WEB, path)))('%s has the same keys in English', (path) => {
    expect(keysOf(parse(join(WEB, english(path)))).sort()).toEqual(keysOf(parse(join(WEB, path))).sort())
  })

  test.each(chinese.map((path) => relative(WEB, path)))('%s uses the same variables in English', (path) => {
    const variables = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()
    const theirs = new Map(valuesOf(parse(join(WEB, english(path)))))
    for (const [key, text] of valuesOf(parse(join(WEB, path)))) {
      expect([key, variables(theirs.get(key) ?? '')]).toEqual([key, variables(text)])
    }
  })

  test('English text holds no Chinese', () => {
    const bad = chinese.flatMap((path) => valuesOf(parse(english(path))).filter(([, text]) => /\p{Script=Han}/u.test(text)))
    // A language is named in its own language, everywhere.
    expect(bad.filter(([key]) => !key.endsWith('chinese'))).toEqual([])
  })

  test('no text hides in components or code', () => {
    const code = existing(APPS).flatMap(filesUnder).filter((path) => /\.(vue|ts|html)$/.test(path) && !/(\.test|schema\.d)\.ts$/.test(path))
    const bad = code.filter((path) => /\p{Script=Han}/u.test(readFileSync(path, 'utf8'))).map((path) => relative(WEB, path))
    expect(bad).toEqual([])
  })
})

function knownTo(app: string): string[] {
  const roots = existing([app, 'shared'])
  return chinese.filter((path) => roots.some((root) => path.startsWith(root))).flatMap((path) => {
    const area = /([^/]+)\.json$/.exec(path)?.[1] ?? ''
    return keysOf(parse(path)).map((key) => `${area}.${key}`)
  })
}

function uses(app: string, pattern: RegExp): [string, string][] {
  const code = existing([app]).flatMap(filesUnder).filter((path) => /\.(vue|ts)$/.test(path) && !/\.test\.ts$/.test(path))
  return code.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(pattern)].map((match): [string, string] => [relative(WEB, path), match[1] ?? '']))
}

describe.each(['console', 'portal', 'widget'])('keys used in %s', (app) => {
  const known = knownTo(app)
  const all = new Set(known)

  test('every literal key exists', () => {
    expect(uses(app, /\bt\('([\w.-]+)'/g).filter(([, key]) => !all.has(key))).toEqual([])
  })

  test('every composed key has something to be composed of', () => {
    const bad = uses(app, /\bt\(`([\w.-]+)\$\{/g).filter(([, prefix]) => !known.some((key) => key.startsWith(prefix)))
    expect(bad).toEqual([])
  })

  test('every title and label of a route exists', () => {
    const routes = uses(app, /\b(?:label|title): '([a-z][\w-]*\.[\w.-]+)'/g).filter(([path]) => path.endsWith('routes.ts'))
    expect(routes.filter(([, key]) => !all.has(key))).toEqual([])
  })
})

describe('error texts', () => {
  test('every code of the server\'s registry can be said in both languages', () => {
    const registry = readFileSync(join(WEB, '../crates/kernel/src/error.rs'), 'utf8')
    const codes = [...registry.matchAll(/^ {4}[A-Z_]+ = (\d{5}), \d{3}, "/gm)].map((match) => match[1] ?? '')
    expect(codes.length).toBeGreaterThan(20)
    for (const locale of ['zh-CN', 'en']) {
      const known = parse(join(WEB, 'shared/i18n/locales', locale, 'error.json')) as Record<string, unknown>
      expect(codes.filter((code) => !(code in known))).toEqual([])
    }
  })
})
