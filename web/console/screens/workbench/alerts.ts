// How a new conversation or message reaches an agent who looks elsewhere: a sound, the page title, and -
// only when they asked for it - a desktop notification.
import { useLocalStorage } from '@vueuse/core'
import { ref, watch } from 'vue'

export const soundOn = useLocalStorage('polydesk.desk.sound', true)
export const desktopOn = useLocalStorage('polydesk.desk.desktop', false)
export const desktopPossible = 'Notification' in globalThis

let audio: AudioContext | null = null

/** Two soft notes, made here so that no file has to load: rising for a conversation, single for a message. */
export function chime(kind: 'conversation' | 'message'): void {
  if (!soundOn.value) return
  try {
    audio ??= new AudioContext()
    void audio.resume()
    const notes = kind === 'conversation' ? [660, 880] : [740]
    notes.forEach((frequency, index) => note(frequency, index * 0.14))
  } catch {
    // No audio device, or the browser wants a click first: the badge still tells.
  }
}

function note(frequency: number, after: number): void {
  if (!audio) return
  const start = audio.currentTime + after
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.12, start + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.32)
  tone.connect(volume).connect(audio.destination)
  tone.start(start)
  tone.stop(start + 0.34)
}

/** Asks the browser for permission; stays off when the person refuses. */
export async function enableDesktop(on: boolean): Promise<void> {
  desktopOn.value = on && desktopPossible && await Notification.requestPermission() === 'granted'
}

export function notifyDesktop(title: string, body: string, open: () => void): void {
  if (!desktopOn.value || !desktopPossible || Notification.permission !== 'granted') return
  if (document.visibilityState === 'visible' && document.hasFocus()) return
  const shown = new Notification(title, { body, tag: title })
  shown.onclick = () => {
    window.focus()
    open()
    shown.close()
  }
}

/** Unread count in the page title, in front of whatever title the router sets. */
export const titleCount = ref(0)
const BADGE = /^\(\d+\+?\) /

function paintTitle(): void {
  const plain = document.title.replace(BADGE, '')
  const badge = titleCount.value > 0 ? `(${titleCount.value > 99 ? '99+' : titleCount.value}) ` : ''
  if (document.title !== badge + plain) document.title = badge + plain
}

export function watchTitle(): () => void {
  const stop = watch(titleCount, paintTitle, { immediate: true })
  const element = document.querySelector('title')
  const observer = new MutationObserver(paintTitle)
  if (element) observer.observe(element, { childList: true })
  return () => {
    stop()
    observer.disconnect()
    titleCount.value = 0
    paintTitle()
  }
}
