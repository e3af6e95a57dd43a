// Light, dark or as the system says; remembered per browser.
import { computed, ref, watchEffect } from 'vue'

export type ThemeChoice = 'light' | 'dark' | 'system'
const STORAGE_KEY = 'polydesk.theme'

const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener('change', (event) => { systemDark.value = event.matches })

function saved(): ThemeChoice {
  const value = localStorage.getItem(STORAGE_KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

const choice = ref<ThemeChoice>(saved())
const dark = computed(() => (choice.value === 'system' ? systemDark.value : choice.value === 'dark'))

/** Sets the theme attribute on <html>; call once at start. */
export function startTheme(): void {
  watchEffect(() => {
    document.documentElement.dataset.theme = dark.value ? 'dark' : 'light'
    // Element Plus reads the class.
    document.documentElement.classList.toggle('dark', dark.value)
  })
}

export function useTheme() {
  const set = (next: ThemeChoice) => {
    choice.value = next
    localStorage.setItem(STORAGE_KEY, next)
  }
  return { choice, dark, set, toggle: () => set(dark.value ? 'light' : 'dark') }
}
