// Moments as people read them, through Intl.
import { readonly, shallowRef, type Ref } from 'vue'

const now = shallowRef(new Date())
let ticking = false

/** One clock for every relative time on the page: a timer per row would be hundreds of them. */
export function useMinuteClock(): Readonly<Ref<Date>> {
  if (!ticking) {
    ticking = true
    setInterval(() => { now.value = new Date() }, 20_000)
  }
  return readonly(now) as Readonly<Ref<Date>>
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]

/** Empty under a minute, which people say in words. */
export function relativeMoment(at: string, now: Date, locale: string): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size)
  // Under a minute the clock of the server and the browser may disagree: never say "in 3 seconds".
  return step ? format.format(Math.round(seconds / step[1]), step[0]) : ''
}

export function formatMoment(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}

/** "14:05" today, "Mar 3, 14:05" this year, with the year before that. */
export function shortMoment(at: string, now: Date, locale: string): string {
  const date = new Date(at)
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  if (date.toDateString() === now.toDateString()) return new Intl.DateTimeFormat(locale, time).format(date)
  const year: Intl.DateTimeFormatOptions = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...year, month: 'short', day: 'numeric', ...time }).format(date)
}

/** "45s", "3m 20s", "1h 5m" in the language's own narrow units. */
export function formatDuration(seconds: number, locale: string): string {
  const total = Math.max(0, Math.round(seconds))
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value)
  if (total >= 3600) return `${unit(Math.floor(total / 3600), 'hour')} ${unit(Math.floor((total % 3600) / 60), 'minute')}`
  if (total >= 60) return `${unit(Math.floor(total / 60), 'minute')} ${unit(total % 60, 'second')}`
  return unit(total, 'second')
}

export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)))
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[power], unitDisplay: power === 0 ? 'narrow' : 'short', maximumFractionDigits: 1 }).format(bytes / 1024 ** power)
}
