// One notice in the frame of the page, for what happens elsewhere than on the screen. It takes the place of
// the one before it, and goes by itself.
import { shallowRef } from 'vue'

export interface Notice { title: string; body: string; tone: 'info' | 'warning'; open: () => void }

const SHOWN_MS = 8_000
export const notice = shallowRef<Notice | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export function showNotice(shown: Notice): void {
  clearTimeout(timer)
  notice.value = shown
  timer = setTimeout(dismissNotice, SHOWN_MS)
}

export function dismissNotice(): void {
  clearTimeout(timer)
  notice.value = null
}
