// Registers the worker that keeps the shell of the portal on the device (pwa.ts writes it at build time).

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  window.addEventListener('load', () => void register(), { once: true })
  if (document.readyState === 'complete') void register()
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/portal/sw.js', { scope: '/portal/' })
  } catch {
    // Private windows and plain-http addresses have no workers; the portal works without one.
  }
}
