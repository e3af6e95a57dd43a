// Every screen of the console and of the portal, from their routers' own source: a screen that is added tomorrow is
// walked tomorrow. And an address for each, with ids that exist in the demo.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Api } from './people.ts'

const web = resolve(import.meta.dirname, '..')

export interface Screen {
  app: 'console' | 'portal'
  /** As the router names it; also the file of its picture. */
  name: string
  /** As the router spells it, with its parameters. */
  path: string
  /** Opened without a sign-in. */
  open: boolean
  /** Only the operator's own people see it. */
  platform: boolean
}

function routesOf(file: string, app: Screen['app']): Screen[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => /^\s*(routes: \[)?\{ path: '/.test(line) && line.includes('component:'))
  return lines.map((line) => {
    const path = /path: '([^']*)'/.exec(line)?.[1]?.replaceAll('\\\\', '\\')
    const name = /name: '([^']*)'/.exec(line)?.[1]
    if (path === undefined || name === undefined) throw new Error(`${file}: a route without path or name: ${line}`)
    const can = /can: '([^']*)'/.exec(line)?.[1] ?? ''
    return { app, name, path, open: can === 'public' || app === 'portal', platform: can === 'calls:read' || can.startsWith('tenants:') }
  })
}

export const consoleScreens: Screen[] = readdirSync(join(web, 'console/screens'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => routesOf(join(web, 'console/screens', entry.name, 'routes.ts'), 'console'))

export const portalScreens: Screen[] = routesOf(join(web, 'portal/router.ts'), 'portal')

/** Whose id stands in a path. */
export type Ids = Record<string, string | number>

/** What the paths' parameters may be, by what stands before them. */
export async function consoleIds(admin: Api, operator: Api): Promise<Ids> {
  const first = async (api: Api, path: string) => {
    const { list } = await api.get<{ list: { id: number }[] }>(path)
    if (!list[0]) throw new Error(`the demo has nothing at ${path}`)
    return list[0].id
  }
  return {
    callback: 'wechat',
    customers: await first(admin, '/customers?profile=temporary'),
    'customer-imports': await first(admin, '/customer-imports'),
    organizations: await first(admin, '/organizations'),
    'archive/applications': await first(admin, '/archive-applications'),
    articles: await first(admin, '/kb/articles'),
    segments: await first(admin, '/customer-segments'),
    sessions: await first(admin, '/sessions'),
    teams: await first(admin, '/teams'),
    tickets: await first(admin, '/tickets'),
    workbench: '',
    tenants: await first(operator, '/tenants?q=kangheng'),
  }
}

/** The path with its parameters filled in. */
export function address(screen: Screen, ids: Ids): string {
  return screen.path.replace(/\/:\w+(\([^)]*\))?([*?]*)/g, (_, _pattern, rest: string, at: number) => {
    if (rest.includes('*')) return '/no/such/page'
    const before = screen.path.slice(1, at)
    const id = ids[before]
    if (id === undefined) throw new Error(`no id for ${screen.path}: tell screens.ts what stands behind /${before}`)
    return id === '' ? '' : `/${id}`
  })
}

/** The keys of all catalogues: where one is seen on the page, its text is missing. */
export function catalogueKeys(app: Screen['app']): Set<string> {
  const keys = new Set<string>()
  const walk = (value: unknown, at: string) => {
    if (typeof value === 'string') keys.add(at)
    else for (const [name, below] of Object.entries(value as Record<string, unknown>)) walk(below, `${at}.${name}`)
  }
  for (const folder of [`${app}/locales/en`, 'shared/i18n/locales/en']) {
    for (const file of readdirSync(join(web, folder)).filter((name) => name.endsWith('.json'))) walk(JSON.parse(readFileSync(join(web, folder, file), 'utf8')), file.replace('.json', ''))
  }
  return keys
}
