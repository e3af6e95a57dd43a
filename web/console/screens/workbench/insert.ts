// How the side panel puts text into the composer of the conversation that is shown.
import { onScopeDispose } from 'vue'

type Taker = (text: string) => boolean
const takers = new Set<Taker>()

export function onInsert(taker: Taker): void {
  takers.add(taker)
  onScopeDispose(() => takers.delete(taker))
}

/** False when no composer is open (closed conversation). */
export function insertText(text: string): boolean {
  return [...takers].some((taker) => taker(text))
}
