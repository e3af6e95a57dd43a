// From the server's periods to what charts draw. Pure. A period is named by its beginning in the tenant's time;
// the server leaves out those without a call.
import type { AiGranularity, AiServiceType, AiStat, AiUsageMonth } from '@shared/api/types'

type Bare = Pick<AiStat, 'period' | 'totalRequests' | 'totalTokens' | 'totalCost' | 'breakdown'>

/** Periods as moments of a calendar without a zone. */
function parse(period: string): Date {
  const [date = '', time = '00:00'] = period.split('T')
  return new Date(`${date.length === 7 ? `${date}-01` : date}T${time}:00Z`)
}

function name(at: Date, granularity: AiGranularity): string {
  const text = at.toISOString()
  return granularity === 'hour' ? text.slice(0, 16) : granularity === 'month' ? text.slice(0, 7) : text.slice(0, 10)
}

function next(at: Date, granularity: AiGranularity): Date {
  const after = new Date(at)
  if (granularity === 'hour') after.setUTCHours(at.getUTCHours() + 1)
  else if (granularity === 'month') after.setUTCMonth(at.getUTCMonth() + 1)
  else after.setUTCDate(at.getUTCDate() + (granularity === 'week' ? 7 : 1))
  return after
}

const blank = (period: string): AiStat => ({ period, totalRequests: 0, totalTokens: 0, totalCost: '0', providerCost: '0', averageResponseTime: 0, successRate: 100, breakdown: [] })
/** More would be no chart. */
const PERIODS_MAX = 1_200

/** The periods from the first to the last one, also those without a call. */
export function withoutGaps(stats: readonly AiStat[], granularity: AiGranularity): AiStat[] {
  const [first, last] = [stats[0], stats.at(-1)]
  if (!first || !last) return []
  const known = new Map(stats.map((stat) => [stat.period, stat]))
  const all: AiStat[] = []
  for (let at = parse(first.period); all.length < PERIODS_MAX; at = next(at, granularity)) {
    const period = name(at, granularity)
    all.push(known.get(period) ?? blank(period))
    if (period >= last.period) break
  }
  return all
}

/** The last 24 hours, each of them; these periods are in UTC. */
export function lastDay(stats: readonly AiStat[], now: Date): (AiStat & { at: Date })[] {
  const known = new Map(stats.map((stat) => [stat.period, stat]))
  const hour = Math.floor(now.getTime() / 3_600_000) * 3_600_000
  return Array.from({ length: 24 }, (_, n) => {
    const at = new Date(hour - (23 - n) * 3_600_000)
    const period = name(at, 'hour')
    return { ...(known.get(period) ?? blank(period)), at }
  })
}

/** A period as an axis has room for it. */
export function shortName(period: string, granularity: AiGranularity, locale: string): string {
  const options: Intl.DateTimeFormatOptions = granularity === 'hour'
    ? { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
    : granularity === 'month' ? { year: 'numeric', month: 'short' } : { month: 'numeric', day: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(parse(period))
}

/** Costs of each service, one number a period; services that cost nothing are left out. */
export function byService(stats: readonly Bare[]): { service: AiServiceType; costs: number[] }[] {
  const services = [...new Set(stats.flatMap((stat) => stat.breakdown.map((part) => part.serviceType)))]
  return services
    .map((service) => ({ service, costs: stats.map((stat) => Number(stat.breakdown.find((part) => part.serviceType === service)?.cost ?? 0)) }))
    .filter(({ costs }) => costs.some((cost) => cost > 0))
    .sort((a, b) => sum(b.costs) - sum(a.costs))
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

export interface Outlook { days: string[]; spent: (number | null)[]; forecast: (number | null)[] }

/** The running month: what was spent until each day, and from today on a straight line to what it will have cost. */
export function outlook(stats: readonly Pick<AiStat, 'period' | 'totalCost'>[], month: Pick<AiUsageMonth, 'startsAt' | 'endsAt' | 'cost' | 'forecast'>, now: Date): Outlook {
  const DAY = 86_400_000
  const start = new Date(month.startsAt).getTime()
  const length = Math.round((new Date(month.endsAt).getTime() - start) / DAY)
  const today = Math.min(length - 1, Math.max(0, Math.floor((now.getTime() - start) / DAY)))
  // The month's first day is the 1st in the tenant's time, wherever that is.
  const first = new Date(start + DAY / 2)
  const days = Array.from({ length }, (_, n) => new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), n + 1)).toISOString().slice(0, 10))
  const known = new Map(stats.map((stat) => [stat.period, Number(stat.totalCost)]))
  let so = 0
  const spent = days.map((day, n) => {
    if (n > today) return null
    so += known.get(day) ?? 0
    return n === today ? Number(month.cost) : so
  })
  const left = length - 1 - today
  const forecast = days.map((_, n) => (n < today ? null : left === 0 ? Number(month.forecast) : Number(month.cost) + ((Number(month.forecast) - Number(month.cost)) * (n - today)) / left))
  return { days, spent, forecast }
}
