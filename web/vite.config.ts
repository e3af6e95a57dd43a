// Builds the two single-page apps: console (/console/) and portal (/portal/), over shared code.
// The widget has a config of its own because it must come out as two plain files with fixed names.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig, type Plugin } from 'vite'
import { portalWorker } from './portal/pwa.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const backend = process.env.POLYDESK_URL ?? 'http://localhost:8080'

/** In development, deep links such as /console/users must reach the app's own index.html. */
function appFallback(): Plugin {
  return {
    name: 'polydesk-app-fallback',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '').split('?')[0] ?? ''
        const app = /^\/(console|portal)(\/|$)/.exec(path)?.[1]
        const isPage = request.headers.accept?.includes('text/html') ?? false
        if (app && isPage) request.url = `/${app}/index.html`
        next()
      })
    },
  }
}

// POLYDESK_APP=console builds one app alone, while working on it.
const apps = process.env.POLYDESK_APP ? [process.env.POLYDESK_APP] : ['console', 'portal']
const entries = apps.filter((app) => existsSync(at(`./${app}/index.html`)))

export default defineConfig({
  root: at('./'),
  base: '/',
  appType: 'mpa',
  resolve: {
    alias: { '@shared': at('./shared'), '@console': at('./console'), '@portal': at('./portal') },
  },
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  plugins: [
    vue(),
    // Element Plus is resolved in the console only: the portal must stay small.
    Components({
      dirs: [],
      dts: false,
      include: [/\/console\/.*\.vue$/, /\/console\/.*\.vue\?vue/],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
    appFallback(),
    portalWorker(),
  ],
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((app) => [app, at(`./${app}/index.html`)])),
      output: {
        // Left to itself the split makes some forty small files before the first page of the portal: on a
        // phone each is a round trip. What every page needs comes in a few.
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|vue-i18n|@intlify|@tanstack|@vueuse)[\\/]/, priority: 30 },
            { name: 'shared', test: /[\\/]shared[\\/](api|i18n[\\/]index|theme|session|ui[\\/](EmptyState|ErrorState|Skeleton|When|when|Avatar))/, priority: 20 },
            { name: 'portal-kit', test: /[\\/]portal[\\/](ui|shell|(?!main)[a-zA-Z]+\.ts)/, priority: 10 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: backend, changeOrigin: false },
      '/ws': { target: backend, ws: true },
      '/widget': { target: backend },
    },
  },
})
