// Service worker of the portal. Version and asset list are filled in at build time (pwa.ts).
/* global self, caches, fetch, URL, setTimeout */
const CACHE = 'polydesk-portal-__VERSION__'
const SHELL = '/portal/index.html'
const ASSETS = "__ASSETS__"

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(ASSETS)).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  const clean = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('polydesk-portal-') && name !== CACHE).map((name) => caches.delete(name))))
  event.waitUntil(clean.then(() => self.clients.claim()))
})

// The server's page is taken when it answers in time, so that a new release is seen at once; the stored
// shell is what a tunnel or a lift shows.
const PAGE_WAIT_MS = 3000

async function page(request) {
  const stored = await caches.match(SHELL)
  if (!stored) return fetch(request)
  const late = new Promise((resolve) => setTimeout(() => resolve(stored), PAGE_WAIT_MS))
  return Promise.race([fetch(request).then((answer) => (answer.status >= 502 ? stored : answer), () => stored), late])
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/') || url.pathname === '/ws') return
  if (request.mode === 'navigate') {
    event.respondWith(page(request))
    return
  }
  // Built files carry a hash in their name: what is stored can never be stale.
  if (ASSETS.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((stored) => stored ?? fetch(request)))
})
