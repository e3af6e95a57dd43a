// WCAG 2.1 A and AA on the page as it stands.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }

/** With `expect.soft` the test goes on and tells what else it finds. */
export async function expectAccessible(page: Page, what: string, say: typeof expect | typeof expect.soft = expect): Promise<void> {
  // Colours in the middle of a transition are nobody's choice.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: unknown) => Promise<{ violations: Violation[] }> } }
    return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })).violations
  })
  const found = violations.map((violation) => `${violation.id} (${violation.impact}): ${violation.nodes.map((node) => node.target.join(' ')).join('; ')}\n  ${violation.nodes[0]?.failureSummary ?? ''}`)
  say(found, what).toEqual([])
}
