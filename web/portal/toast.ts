// Short notices at the edge of the page: said once, read out by screen readers, gone by themselves.
import { ref } from 'vue'

export interface Toast { id: number; text: string; tone: 'good' | 'bad' }

const SHOWN_MS = 4_500
let nextId = 1
export const toasts = ref<Toast[]>([])

export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = nextId++
  toasts.value = [...toasts.value.slice(-2), { id, text, tone }]
  setTimeout(() => dismissToast(id), SHOWN_MS)
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((item) => item.id !== id)
}
