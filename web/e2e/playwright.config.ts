// Browser tests against the real program with a fresh demo. One worker: the tests share one desk.
import { defineConfig } from '@playwright/test'
import { resolve } from 'node:path'
import { baseURL, binary, chromium, external } from './server.ts'

// Says at once, and in words, that the server was not built.
binary()

export default defineConfig({
  testDir: '.',
  outputDir: process.env.POLYDESK_E2E_OUTPUT ?? '../test-results',
  workers: 1,
  fullyParallel: false,
  // As the Rust tests: what passes only at the second try is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: external
    ? undefined
    : {
        command: `${JSON.stringify(process.execPath)} ${JSON.stringify(resolve(import.meta.dirname, 'serve.ts'))}`,
        url: `${baseURL}/readyz`,
        timeout: 180_000,
        // The private database shuts down with it.
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        stdout: 'ignore',
        stderr: 'pipe',
      },
})
