// Builds the embeddable widget: dist/widget/loader.js (a plain script, no imports) and
// dist/widget/widget.js (an ES module with the custom element).
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const input = Object.fromEntries(
  ['loader', 'widget'].filter((name) => existsSync(at(`./widget/${name}.ts`))).map((name) => [name, at(`./widget/${name}.ts`)]),
)

export default defineConfig({
  resolve: { alias: { '@shared': at('./shared'), '@portal': at('./portal') } },
  define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  plugins: [vue({ features: { customElement: true } })],
  publicDir: false,
  build: {
    outDir: at('./dist/widget'),
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    rollupOptions: {
      input,
      // Plain scripts on somebody else's page: one file each (no shared chunks), no names left in their global scope.
      output: { format: 'es', entryFileNames: '[name].js', banner: '(() => {', footer: '})();' },
    },
  },
})
