import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { data } from './server.ts'

export default function teardown(): void {
  if (data) rmSync(dirname(data), { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
}
