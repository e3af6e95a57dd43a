// Several alerts said as one. Pure.
import type { Alert } from './deskModel'

export interface AlertSummary {
  /** Catalogue key below workbench.alert. */
  key: Alert['kind'] | 'manyAssigned' | 'manyMessages' | 'many'
  count: number
  /** Whom they are about, the newest first. */
  names: string[]
  newest: Alert
}

/** One conversation counts once for each kind of news; only what happened to it last is told. */
export function summaryOf(alerts: readonly Alert[]): AlertSummary | null {
  const newest = alerts.at(-1)
  if (!newest) return null
  const distinct = [...new Map(alerts.map((alert) => [`${alert.kind}/${alert.session.id}`, alert])).values()]
  const names = [...new Set(distinct.map((alert) => alert.session.customer.name).reverse())]
  const kinds = new Set(distinct.map((alert) => alert.kind))
  const many = kinds.size > 1 ? 'many' : newest.kind === 'assigned' ? 'manyAssigned' : newest.kind === 'message' ? 'manyMessages' : 'many'
  return { key: distinct.length === 1 ? newest.kind : many, count: distinct.length, names, newest }
}
