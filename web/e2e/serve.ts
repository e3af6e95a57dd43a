// Runs the server under test with a data folder of its own, which goes away after it: the private database
// has to be down before its files may be removed.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { baseURL, binary, data, stubPort } from './server.ts'

// Providers are reached at the tests' stub, which is on this machine.
const endpoints = ['wechat', 'wechat-open', 'dingtalk-api', 'dingtalk-login', 'dingtalk-oapi', 'wecom', 'aliyun-sms'].flatMap((name) => ['--provider-endpoint', `${name}=http://127.0.0.1:${stubPort}/${name}`])
const server = spawn(binary(), ['serve', '--demo', '--listen', new URL(baseURL).host, '--data', data, '--public-url', baseURL, '--outbound-allow', '127.0.0.0/8', ...endpoints], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (code) => {
  rmSync(dirname(data), { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  process.exit(code ?? 1)
})
