// Runs the server under test with a data folder of its own, which goes away after it: the private database
// has to be down before its files may be removed.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { baseURL, binary, data } from './server.ts'

const server = spawn(binary(), ['serve', '--demo', '--listen', new URL(baseURL).host, '--data', data], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code) => {
  rmSync(dirname(data), { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  process.exit(code ?? 1)
})
