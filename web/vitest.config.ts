import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: { '@shared': at('./shared'), '@console': at('./console'), '@portal': at('./portal') },
  },
  plugins: [vue()],
  test: {
    environment: 'happy-dom',
    include: ['shared/**/*.test.ts', 'console/**/*.test.ts', 'portal/**/*.test.ts', 'widget/**/*.test.ts', 'scripts/**/*.test.ts'],
  },
})
