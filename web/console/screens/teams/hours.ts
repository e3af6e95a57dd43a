// Intervals of a day as the editor moves them: minutes from the day's midnight, the end beyond 1440 when
// it is on the next day. The server's times are "09:00" texts.

export interface Interval { start: string; end: string }
export interface Span { start: number; end: number }

export const DAY = 1440
/** What dragging and the arrow keys snap to. */
export const STEP = 15
export const SPANS_MAX = 6

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
const two = (value: number) => String(value).padStart(2, '0')
export const clock = (minute: number) => `${two(Math.floor((minute % DAY) / 60))}:${two(minute % 60)}`

export function fromApi(interval: Interval): Span {
  const [start, end] = [minutes(interval.start), minutes(interval.end)]
  return { start, end: end > start ? end : end + DAY }
}

export const toApi = (span: Span): Interval => ({ start: clock(span.start), end: span.end === DAY ? '24:00' : clock(span.end) })

/** What people type for a time: 9, 930, 9:30, 09：30, 24:00; null when it is none. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:：.]?([0-5]\d))?$/.exec(text.trim())
  const [hour, minute] = [Number(found?.[1] ?? 99), Number(found?.[2] ?? 0)]
  if (hour * 60 + minute > DAY) return null
  return `${two(hour % 24)}:${two(minute)}`
}

/** What a person typed in two time fields; an end that is not after the start is on the next day. */
export function fromFields(start: string, end: string): Span | null {
  if (!/^\d\d:\d\d$/.test(start) || !/^\d\d:\d\d$/.test(end)) return null
  // Midnight to midnight is the whole day; any other moment to itself is nothing.
  if (start === end && start !== '00:00') return null
  return fromApi({ start, end })
}

const inOrder = (spans: readonly Span[]) => [...spans].sort((a, b) => a.start - b.start)

/** Nothing overlaps, nothing is empty, only the last may reach into the next day. */
export function isValid(spans: readonly Span[]): boolean {
  if (spans.length > SPANS_MAX) return false
  return spans.every((span, n) => span.start >= 0 && span.start < DAY && span.end > span.start && span.end - span.start <= DAY && (n === 0 || span.start >= (spans[n - 1]?.end ?? 0)))
}

/** The free stretch around a minute; null inside of an interval. */
export function gap(spans: readonly Span[], at: number): [number, number] | null {
  if (spans.some((span) => at >= span.start && at < span.end)) return null
  const before = spans.filter((span) => span.end <= at).map((span) => span.end)
  const after = spans.filter((span) => span.start > at).map((span) => span.start)
  return [Math.max(0, ...before), Math.min(DAY, ...after)]
}

export const snap = (minute: number) => Math.round(minute / STEP) * STEP
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high))

/** An interval drawn from one minute to another, kept within the free stretch where it began. */
export function draw(spans: readonly Span[], from: number, to: number): Span | null {
  const free = gap(spans, from)
  if (free === null || spans.length >= SPANS_MAX) return null
  const [a, b] = [clamp(snap(Math.min(from, to)), ...free), clamp(snap(Math.max(from, to)), ...free)]
  return b - a >= STEP ? { start: a, end: b } : null
}

export const add = (spans: readonly Span[], span: Span) => inOrder([...spans, span])
export const remove = (spans: readonly Span[], index: number) => spans.filter((_, n) => n !== index)
export const replace = (spans: readonly Span[], index: number, span: Span) => inOrder(spans.map((old, n) => (n === index ? span : old)))

/** How far an interval may go: from the one before to the one after; the last may end the next day. */
function room(spans: readonly Span[], index: number): [number, number] {
  const span = spans[index]
  const next = spans[index + 1]
  return [spans[index - 1]?.end ?? 0, next ? next.start : Math.max(DAY, (span?.end ?? 0) > DAY ? DAY + (spans[0]?.start ?? 0) : DAY)]
}

export function move(spans: readonly Span[], index: number, by: number): Span[] {
  const span = spans[index]
  if (!span) return [...spans]
  const [low, high] = room(spans, index)
  const length = span.end - span.start
  const start = clamp(span.start + by, low, high - length)
  return replace(spans, index, { start, end: start + length })
}

export function resize(spans: readonly Span[], index: number, edge: 'start' | 'end', to: number): Span[] {
  const span = spans[index]
  if (!span) return [...spans]
  const [low, high] = room(spans, index)
  return replace(spans, index, edge === 'start' ? { ...span, start: clamp(to, low, span.end - STEP) } : { ...span, end: clamp(to, span.start + STEP, high) })
}

/** A sensible next interval for the plus button: after the last one, or office hours. */
export function suggest(spans: readonly Span[]): Span | null {
  if (spans.length >= SPANS_MAX) return null
  const last = spans[spans.length - 1]
  if (!last) return { start: 540, end: 1080 }
  const start = last.end + 60 < DAY ? last.end + 60 : last.end
  return start + STEP <= DAY ? { start, end: Math.min(start + 240, DAY) } : null
}

export const sameDay = (a: readonly Span[], b: readonly Span[]) => a.length === b.length && a.every((span, n) => span.start === b[n]?.start && span.end === b[n]?.end)

/** Runs of neighbouring days with the same hours, for a summary: [first, last, hours]. */
export function runs(week: readonly (readonly Span[])[]): [number, number, readonly Span[]][] {
  const out: [number, number, readonly Span[]][] = []
  week.forEach((day, n) => {
    const last = out[out.length - 1]
    if (last && sameDay(last[2], day)) last[1] = n
    else out.push([n, n, day])
  })
  return out
}
