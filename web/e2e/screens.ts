// Every screen of the console and of the portal, read from their routers' own source: a screen that is added tomorrow
// is walked tomorrow. What the walk has to be told here is which ids may stand in a path, and which screens show more
// than one face.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const web = resolve(import.meta.dirname, '..')

export type App = 'console' | 'portal'
export interface Screen {
  app: App
  /** The console's folder that it belongs to; the portal is one. */
  area: string
  /** As the router names it; also the file of its picture. */
  name: string
  /** As the router spells it, with its parameters. */
  path: string
  /** The permissions of which one opens it; or `public`, or `self`. The portal's screens are open to all. */
  can: string[]
  /** What is added to the address for another face of the same screen. */
  query: string
}

/** Ids by what stands before them in a path; an empty one leaves an optional parameter out. */
export type Ids = Record<string, string | number>

/** Other faces of a screen, by its name: what is added to its address. */
const FACES: Record<string, Record<string, string>> = {
  'console-team': { customers: '?tab=customers', hours: '?tab=hours', statistics: '?tab=statistics' },
  'portal-search': { found: '?q=登录', nothing: '?q=qzxwvkjh' },
  'portal-assistant': { answer: '?q=忘记密码怎么办？' },
}

/** A record that is a redirect shows nothing. Any other must be understood, or the walk does not begin. */
function routesOf(file: string, app: App, area: string): Screen[] {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(/\{\s*path: '(?<path>[^']*)',\s*name: '(?<name>[^']*)',\s*component: \(\) => import\('[^']*'\),\s*meta: \{(?<meta>[^}]*)\}/g)]
  const declared = [...text.matchAll(/\bcomponent:/g)].length
  if (found.length === 0 || found.length !== declared) throw new Error(`${file}: ${declared} routes, of which ${found.length} are written as screens.ts reads them (path, name, component, meta, in this order)`)
  return found.flatMap(({ groups }) => {
    const { path = '', name = '', meta = '' } = groups ?? {}
    const can = /can: (\[[^\]]*\]|'[^']*')/.exec(meta)?.[1] ?? `'public'`
    const screen: Screen = { app, area, name, path: path.replaceAll('\\\\', '\\'), can: [...can.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? ''), query: '' }
    return [screen, ...Object.entries(FACES[`${app}-${name}`] ?? {}).map(([face, query]) => ({ ...screen, name: `${name}-${face}`, query }))]
  })
}

const areas = join(web, 'console/screens')
export const consoleScreens: Screen[] = [
  ...readdirSync(areas, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap((entry) => routesOf(join(areas, entry.name, 'routes.ts'), 'console', entry.name)),
  ...routesOf(join(web, 'console/router.ts'), 'console', 'shell'),
]
export const portalScreens: Screen[] = routesOf(join(web, 'portal/router.ts'), 'portal', 'portal')

/** The path with its parameters filled in. */
export function address(screen: Screen, ids: Ids): string {
  const path = screen.path.replace(/\/:\w+(\([^)]*\))?([*?]*)/g, (_, _pattern, rest: string, at: number) => {
    if (rest.includes('*')) return '/no/such/page'
    const before = screen.path.slice(1, at)
    const id = ids[before]
    if (id === undefined) throw new Error(`no id for ${screen.path}: stage.ts must say what stands behind /${before}`)
    return id === '' ? '' : `/${id}`
  })
  return path + screen.query
}

/** A catalogue by key: the texts of an app in one language, with the shared ones. */
export function catalogue(app: App, locale: 'zh-CN' | 'en'): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (value: unknown, at: string) => {
    if (typeof value === 'string') texts.set(at, value)
    else for (const [name, below] of Object.entries(value as Record<string, unknown>)) walk(below, `${at}.${name}`)
  }
  for (const folder of [`${app}/locales/${locale}`, `shared/i18n/locales/${locale}`]) {
    for (const file of readdirSync(join(web, folder)).filter((name) => name.endsWith('.json'))) walk(JSON.parse(readFileSync(join(web, folder, file), 'utf8')), file.replace('.json', ''))
  }
  return texts
}
