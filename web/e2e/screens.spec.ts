// Every screen in both languages, both themes, on a desktop and on a phone (four looks, in which each pair of these
// occurs): axe finds nothing, nothing sticks out sideways, every text comes from the catalogues, and the browser's
// console is silent. One walk tells all that it finds. With POLYDESK_SCREENSHOTS (make screenshots) it takes the pictures of docs/screens.md instead; with
// POLYDESK_SHOTS a picture of every look besides, for a person who wants to see them all.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { fileOf, guest, writeGallery } from './gallery.ts'
import { TENANT } from './people.ts'
import { address, catalogue, consoleScreens, portalScreens, type App, type Screen } from './screens.ts'
import { setStage, type Person, type Stage } from './stage.ts'

// Recording it all would take longer than the walk; what is found names the place.
test.use({ trace: 'off' })

const LOCALES = ['zh-CN', 'en'] as const
/** Beginning on a desktop in one language and on a phone in the other: a screen has to follow the window both ways. */
const LOOKS = {
  'zh-CN': [{ width: 1440, theme: 'light' }, { width: 375, theme: 'dark' }],
  'en': [{ width: 375, theme: 'light' }, { width: 1440, theme: 'dark' }],
} as const
/** What the gallery shows: staff on a desktop, customers on a phone. */
const GALLERY = { console: { width: 1440, theme: 'light' }, portal: { width: 375, theme: 'light' } } as const
type Locale = (typeof LOCALES)[number]
interface Look { width: number; theme: 'light' | 'dark' }

/** Who opens a screen is who works on it, where that is not the tenant's administrator. */
const SEEN_BY: Record<string, keyof Stage['people']> = { workbench: 'agent', sessions: 'agent', session: 'agent', dispatch: 'supervisor', relations: 'supervisor', 'archive-application': 'supervisor' }

const pictures = process.env.POLYDESK_SCREENSHOTS
const shots = process.env.POLYDESK_SHOTS
const heightOf = ({ width }: { width: number }) => (width === 375 ? 812 : 900)

interface Walker { page: Page; noise: string[]; pending: Set<unknown> }

async function walker(browser: Browser, locale: Locale, stored: Record<string, string>): Promise<Walker> {
  const [first] = LOOKS[locale]
  const context = await browser.newContext({ viewport: { width: first.width, height: heightOf(first) }, reducedMotion: 'reduce', colorScheme: first.theme })
  await context.addInitScript((items) => { for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value) }, { 'polydesk.locale': locale, ...stored })
  const page = await context.newPage()
  const noise: string[] = []
  const pending = new Set<unknown>()
  // A warning of the framework is a fault as well: it is silent in a build for customers only by chance.
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) noise.push(message.text()) })
  page.on('pageerror', (error) => noise.push(String(error)))
  // A stream of events is never done.
  page.on('request', (request) => { if (!/\/(events\/|stream\b)/.test(request.url())) pending.add(request) })
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))
  return { page, noise, pending }
}

/** Loaded, and drawn: no question is open, and none was asked because of the answers. */
async function settled({ page, pending }: Walker, what: string): Promise<void> {
  await expect(page.locator('h1').first(), `${what}: a heading`).toBeAttached()
  await expect(page.locator('.ghost, .skeleton, [aria-busy=true], .el-loading-mask:not([style*="display: none"])'), `${what}: loading`).toHaveCount(0)
  await expect(async () => {
    for (let calm = 0; calm < 2; calm++) {
      expect(pending.size, `${what}: open requests`).toBe(0)
      await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => setTimeout(drawn, 20)) }))
    }
  }).toPass({ intervals: [20, 50, 100, 250], timeout: 20_000 })
}

/** By how much something is wider than its place: the page itself, or the part of it that scrolls. */
const beyond = (page: Page) => page.evaluate(() => Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth)))

interface Texts { keys: Set<string>; foreign: Set<string> }
function textsOf(app: App, locale: Locale): Texts {
  const own = catalogue(app, locale)
  const ours = new Set(own.values())
  const others = [...catalogue(app, locale === 'en' ? 'zh-CN' : 'en').values()]
  return { keys: new Set(own.keys()), foreign: new Set(others.filter((text) => text.length > 1 && !ours.has(text))) }
}

/** Texts, names and hints that are a key of a catalogue; and what the screen itself says in the other language. What
    people wrote may be in any, so that is looked for where nobody but the screen speaks. */
async function strayTexts(page: Page, { keys, foreign }: Texts): Promise<string[]> {
  const { seen, said } = await page.evaluate(() => {
    const hints = [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap((element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''))
    return {
      seen: [document.title, document.body.innerText, ...hints].join('\n'),
      said: [...document.querySelectorAll('nav a, h2, th, dt, button, [role=tab]')].map((element) => element.textContent.trim()),
    }
  })
  return [...new Set([...(seen.match(/\b[a-z]\w*(?:\.\w+)+\b/g) ?? []).filter((word) => keys.has(word)), ...said.filter((text) => foreign.has(text))])]
}

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: heightOf(look) })
  await page.emulateMedia({ colorScheme: look.theme })
}

/** A screen that does not even load is told like any other fault, and the walk goes on. */
const look = (...walk: Parameters<typeof lookAt>) => lookAt(...walk).catch((error: unknown) => { expect.soft(String(error), walk[2]).toBe('') })

async function lookAt(who: Walker, screen: Screen, url: string, locale: Locale, texts: Texts): Promise<void> {
  const { page, noise } = who
  noise.length = 0
  const looks = pictures ? [GALLERY[screen.app]] : LOOKS[locale]
  await dress(page, looks[0])
  await page.goto(url)
  for (const one of looks) {
    const what = `${screen.app} ${url}, ${locale}, ${one.theme}, ${one.width} px`
    await dress(page, one)
    await expect(page.locator(`html[data-theme=${one.theme}]`)).toHaveCount(1)
    await settled(who, what)
    if (pictures || shots) await take(page, screen, locale, one)
    if (pictures) continue
    expect.soft(await beyond(page), `${what}: wider than the window by`).toBeLessThanOrEqual(0)
    expect.soft(await strayTexts(page, texts), `${what}: texts outside the catalogues`).toEqual([])
    await expectAccessible(page, what, expect.soft)
  }
  expect.soft(noise, `${screen.app} ${url}, ${locale}: the browser complains`).toEqual([])
}

/** WebP by the browser itself: a fifth of a PNG, and no program of ours. */
async function take(page: Page, screen: Screen, locale: Locale, { width, theme }: Look): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const picture = async (folder: string, file: string, format: 'webp' | 'jpeg') => {
    const { data } = await session.send('Page.captureScreenshot', { format, quality: 70 })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, file), Buffer.from(data, 'base64'))
  }
  if (pictures) await picture(pictures, fileOf(screen), 'webp')
  if (shots) await picture(shots, `${screen.app}-${screen.name}-${locale}-${theme}-${width}.jpg`, 'jpeg')
  await session.detach()
}

const storedFor = (app: App, { tokens }: Person) => ({ [app === 'console' ? 'polydesk.console' : `polydesk.portal.${TENANT}`]: JSON.stringify(tokens) })

let stage: Stage
test.beforeAll(async ({ playwright }) => { stage = await setStage(await playwright.request.newContext()) })
test.afterAll(() => stage.clear())

function ownerOf(screen: Screen): keyof Stage['people'] | null {
  if (screen.can.includes('public')) return null
  const fits = (name: keyof Stage['people']) => screen.can.some((code) => code === 'self' || stage.people[name].permissions.has(code))
  const found = ([SEEN_BY[screen.name] ?? 'admin', 'operator'] as const).find(fits)
  if (!found) throw new Error(`nobody of the stage may open ${screen.path}`)
  return found
}

for (const locale of LOCALES) {
  for (const area of new Set(consoleScreens.map((screen) => screen.area))) {
    test(`console, ${area}, ${locale}`, async ({ browser }) => {
      const screens = consoleScreens.filter((screen) => screen.area === area)
      test.setTimeout(60_000 + screens.length * 40_000)
      const texts = textsOf('console', locale)
      const walkers = new Map<string | null, Walker>()
      for (const screen of screens) {
        if (screen.name === 'workbench') await stage.serve()
        const owner = ownerOf(screen)
        const who = walkers.get(owner) ?? await walker(browser, locale, owner ? storedFor('console', stage.people[owner]) : {})
        walkers.set(owner, who)
        await look(who, screen, `/console${address(screen, stage.ids.console)}`, locale, texts)
      }
      for (const { page } of walkers.values()) await page.context().close()
    })
  }

  for (const who of ['customer', 'guest'] as const) {
    test(`portal, ${who}, ${locale}`, async ({ browser }) => {
      test.setTimeout(60_000 + portalScreens.length * 40_000)
      const texts = textsOf('portal', locale)
      if (who === 'customer') await stage.serve()
      const someone = await walker(browser, locale, who === 'customer' ? storedFor('portal', stage.customer) : {})
      for (const screen of portalScreens) await look(someone, who === 'customer' ? screen : guest(screen), `/portal/${TENANT}${address(screen, stage.ids.portal)}`, locale, texts)
      await someone.page.context().close()
    })
  }
}

test('the gallery', () => {
  test.skip(!pictures, 'only when pictures are taken')
  writeGallery(pictures ?? '')
})
