// Browser tests against the real program with a fresh demo. One worker: the tests share one desk.
import { defineConfig } from '@playwright/test'
import { baseURL, binary, chromium, data, external } from './server.ts'

const address = new URL(baseURL)

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalTeardown: './teardown.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
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
        command: `${JSON.stringify(binary())} serve --demo --listen ${address.host} --data ${JSON.stringify(data)}`,
        url: `${baseURL}/readyz`,
        timeout: 180_000,
        // The private database shuts down with it.
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
        stdout: 'ignore',
        stderr: 'pipe',
      },
})
