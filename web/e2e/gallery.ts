// docs/screens.md: the pictures of all screens, in the order of their routers.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { consoleScreens, portalScreens, type Screen } from './screens.ts'

export const fileOf = (screen: Screen) => `${screen.app}-${screen.name}.webp`

/** The portal's screen as somebody without an account sees it. */
export const guest = (screen: Screen): Screen => ({ ...screen, name: `${screen.name}-guest` })

function section(title: string, hint: string, screens: Screen[], folder: string, width: number): string {
  const cards = screens.filter((screen) => existsSync(join(folder, fileOf(screen)))).map((screen) =>
    `### ${screen.name}\n\n\`${screen.path.replace(/\(\\[^)]*\)|\(\.\*\)/g, '')}\`\n\n<img src="screenshots/${fileOf(screen)}" alt="${screen.name}" width="${width}">\n`)
  return [`## ${title}`, hint, ...cards].join('\n\n')
}

/** Pictures of screens that are no more go with it. */
export function writeGallery(folder: string): void {
  const guests = portalScreens.map(guest)
  const known = new Set([...consoleScreens, ...portalScreens, ...guests].map(fileOf))
  for (const file of readdirSync(folder)) if (/^(console|portal)-.*\.webp$/.test(file) && !known.has(file)) rmSync(join(folder, file))
  const text = [
    '# Screens',
    'Taken by `make screenshots`, which walks every route of the console and of the portal; do not edit.',
    section('Console', 'At 1440 px, in Chinese, with the data of the demo.', consoleScreens, folder, 860),
    section('Portal', 'On a phone, signed in as a customer.', portalScreens, folder, 280),
    section('Portal, without an account', 'The same pages for somebody who comes for the first time.', guests, folder, 280),
  ].join('\n\n')
  writeFileSync(join(folder, '../screens.md'), `${text.trimEnd()}\n`)
}
