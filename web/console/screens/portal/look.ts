// What the portal's look must keep to; the server holds the same rules. Pure.
import type { PortalFeature } from '@shared/api/types'
import { brandPalette, contrast } from '@shared/theme/brand'

export const FEATURES = ['knowledge', 'ai_chat', 'live_chat', 'tickets', 'feedback'] as const satisfies PortalFeature[]
const CONTRAST_MIN = 4.5

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text.trim())

/** How far white text stands out from the colour, 1 to 21; null when it is no colour. */
export const whiteOn = (color: string): number | null => (isColor(color) ? contrast(color.trim(), '#ffffff') : null)

export type ColorProblem = 'noColor' | 'tooLight' | null
export function colorProblem(color: string): ColorProblem {
  const ratio = whiteOn(color)
  if (ratio === null) return 'noColor'
  return ratio < CONTRAST_MIN ? 'tooLight' : null
}

/** The nearest darker colour that white text can be read on. */
export const readable = (color: string): string => brandPalette(color, 'light').primary

export function logoProblem(url: string): boolean {
  if (url.trim() === '') return false
  try {
    const parsed = new URL(url.trim())
    return parsed.protocol !== 'https:' || !parsed.hostname.includes('.') || parsed.username !== ''
  } catch {
    return true
  }
}

/** The welcome's first sentence is the headline, as on the portal itself. */
export function headline(welcome: string): { first: string; rest: string } {
  const [, first = '', rest = ''] = /^(.*?[\u3002\uff01\uff1f!?]|.*?\.(?=\s|$)|.*$)\s*(.*)$/s.exec(welcome.trim()) ?? []
  return { first: first.replace(/[\u3002.]$/, ''), rest }
}
