// A tenant picks one theme colour; this file turns it into a palette that stays
// readable (WCAG 2.1 AA, 4.5:1) on light and dark pages, whatever was picked.
// Pure: hex strings in, hex strings out; applyBrand is the only part that touches the page.

export interface BrandPalette {
  /** Links, icons, outlines, and the fill of primary buttons. */
  primary: string
  primaryHover: string
  /** Text on a `primary` fill. */
  onPrimary: string
  /** Quiet tinted background; `primary` stays readable on it. */
  primarySoft: string
  primaryBorder: string
  /** Two stops of the hero; white text on both. */
  heroFrom: string
  heroTo: string
}

export type ColorMode = 'light' | 'dark'

type Rgb = [number, number, number]

const FALLBACK: Rgb = [37, 99, 235]
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** Page surfaces of tokens.css that coloured text must be readable on. */
const SURFACES: Record<ColorMode, Rgb[]> = {
  light: [[255, 255, 255], [245, 246, 248], [238, 240, 244]],
  dark: [[15, 19, 26], [23, 28, 37], [38, 45, 58]],
}
const AA_TEXT = 4.5

export function parseHex(hex: string): Rgb {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(hex.trim())?.[1]
  if (!digits) return FALLBACK
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits
  return [0, 2, 4].map((i) => Number.parseInt(full.slice(i, i + 2), 16)) as Rgb
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((c, i) => c + ((to[i] ?? c) - c) * share) as Rgb
}

/** Relative luminance, WCAG 2.1 definition. */
function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((c) => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrastRgb(a: Rgb, b: Rgb): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (hi + 0.05) / (lo + 0.05)
}

export function contrast(a: string, b: string): number {
  return contrastRgb(parseHex(a), parseHex(b))
}

/** Moves `color` towards `pole` in small steps until it stands out from every one of `against`. */
function until(color: Rgb, pole: Rgb, against: Rgb[], ratio: number): Rgb {
  for (let share = 0; share <= 1; share += 0.04) {
    const candidate = mix(color, pole, share)
    // Rounded first: the page shows eight-bit colours, and rounding may cost the last hundredth.
    const shown = parseHex(toHex(candidate))
    if (against.every((other) => contrastRgb(shown, other) >= ratio)) return shown
  }
  return pole
}

/** Lightness of HSL, saturation capped: mixing with white would turn a brand colour to chalk on a dark page. */
function withLightness([r, g, b]: Rgb, lightness: number): Rgb {
  const [max, min] = [Math.max(r, g, b) / 255, Math.min(r, g, b) / 255]
  const spread = max - min
  const base = (max + min) / 2
  const saturation = spread === 0 ? 0 : Math.min(0.62, spread / (1 - Math.abs(2 * base - 1)))
  const [red, green, blue] = [r / 255, g / 255, b / 255] as Rgb
  let hue = 0
  if (spread > 0) {
    if (max === red) hue = (green - blue) / spread + (green < blue ? 6 : 0)
    else if (max === green) hue = (blue - red) / spread + 2
    else hue = (red - green) / spread + 4
  }
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (shift: number): number => {
    const k = (shift + hue * 2) % 12
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

/** The least light version of a colour that stands out from all of the dark surfaces. */
function lit(color: Rgb, against: Rgb[], ratio: number): Rgb {
  for (let lightness = 0.4; lightness < 1; lightness += 0.02) {
    const shown = parseHex(toHex(withLightness(color, lightness)))
    if (against.every((other) => contrastRgb(shown, other) >= ratio)) return shown
  }
  return WHITE
}

export function brandPalette(themeColor: string, mode: ColorMode): BrandPalette {
  const base = parseHex(themeColor)
  const light = mode === 'light'
  const ground = SURFACES[mode][light ? 0 : 1] ?? WHITE
  const soft = parseHex(toHex(mix(ground, base, light ? 0.09 : 0.18)))
  const grounds = [...SURFACES[mode], soft]
  const primary = light ? until(base, BLACK, grounds, AA_TEXT) : lit(base, grounds, AA_TEXT)
  const onPrimary = light ? WHITE : until(mix(base, BLACK, 0.8), BLACK, [primary], AA_TEXT)
  return {
    primary: toHex(primary),
    primaryHover: toHex(mix(primary, light ? BLACK : WHITE, 0.16)),
    onPrimary: toHex(onPrimary),
    primarySoft: toHex(soft),
    primaryBorder: toHex(mix(ground, base, light ? 0.35 : 0.45)),
    heroFrom: toHex(until(mix(base, BLACK, light ? 0.06 : 0.42), BLACK, [WHITE], AA_TEXT)),
    heroTo: toHex(until(mix(base, BLACK, light ? 0.42 : 0.7), BLACK, [WHITE], AA_TEXT)),
  }
}

export function applyBrand(themeColor: string, mode: ColorMode, root: HTMLElement): void {
  const palette = brandPalette(themeColor, mode)
  const set = (name: string, value: string) => root.style.setProperty(name, value)
  set('--pd-primary', palette.primary)
  set('--pd-primary-hover', palette.primaryHover)
  set('--pd-on-primary', palette.onPrimary)
  set('--pd-primary-soft', palette.primarySoft)
  set('--pd-primary-border', palette.primaryBorder)
  set('--pd-focus', palette.primary)
  set('--brand-hero-from', palette.heroFrom)
  set('--brand-hero-to', palette.heroTo)
}
