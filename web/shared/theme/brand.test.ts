import { describe, expect, it } from 'vitest'
import { brandPalette, contrast, parseHex, type ColorMode } from './brand'

/** A spread over the colour cube, corners included: yellow and white are the hard ones. */
function colours(): string[] {
  const steps = ['00', '33', '66', '99', 'cc', 'ff']
  return steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)))
}

describe.each<ColorMode>(['light', 'dark'])('brand palette, %s', (mode) => {
  it('keeps text readable for any theme colour', () => {
    for (const colour of colours()) {
      const palette = brandPalette(colour, mode)
      const surfaces = mode === 'light' ? ['#ffffff', '#f5f6f8', '#eef0f4'] : ['#0f131a', '#171c25', '#262d3a']
      for (const surface of [...surfaces, palette.primarySoft]) {
        expect(contrast(palette.primary, surface), `${colour} link on ${surface}`).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(palette.primary, palette.onPrimary), `${colour} button`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette.primaryHover, palette.onPrimary), `${colour} hover`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette.heroFrom, '#ffffff'), `${colour} hero`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette.heroTo, '#ffffff'), `${colour} hero`).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('parseHex', () => {
  it('reads short and long forms and falls back on nonsense', () => {
    expect(parseHex('#abc')).toEqual([170, 187, 204])
    expect(parseHex('0d9488')).toEqual([13, 148, 136])
    expect(parseHex('red; background:url(x)')).toEqual(parseHex('#2563eb'))
  })
})
