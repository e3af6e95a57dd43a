// Where the server under test listens and keeps its data: chosen once per run, shared with the workers
// through the environment.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

function freePort(): string {
  const script = `const s=require('node:net').createServer();s.listen(0,'127.0.0.1',()=>{process.stdout.write(String(s.address().port));s.close()})`
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })
}

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-e2e-'))
  // The database may run as another user than root, and has to reach its own folder inside.
  chmodSync(folder, 0o755)
  return join(folder, 'data')
}

/** POLYDESK_E2E_URL points the tests at a server that runs already; it must be a fresh demo. */
export const external = process.env.POLYDESK_E2E_URL
if (!external) {
  process.env.POLYDESK_E2E_PORT ??= freePort()
  process.env.POLYDESK_E2E_DATA ??= dataFolder()
  process.env.POLYDESK_E2E_STUB_PORT ??= freePort()
}

export const baseURL = external ?? `http://127.0.0.1:${process.env.POLYDESK_E2E_PORT}`
/** Where the tests' own WeChat and DingTalk listen while a test needs them. */
export const stubPort = Number(process.env.POLYDESK_E2E_STUB_PORT ?? 0)
export const data = process.env.POLYDESK_E2E_DATA ?? ''

export function binary(): string {
  const path = process.env.POLYDESK_BIN ?? resolve(import.meta.dirname, '../../target/debug/polydesk')
  if (!external && !existsSync(path)) throw new Error(`no server at ${path}: build it with "cargo build --bin polydesk", or set POLYDESK_BIN`)
  return path
}

export function chromium(): string | undefined {
  return [process.env.POLYDESK_CHROMIUM, resolve(import.meta.dirname, '../../.cache/bin/chromium'), '/usr/bin/chromium'].find((path) => path && existsSync(path))
}
