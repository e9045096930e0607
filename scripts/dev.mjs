// A seeded help desk with captured mail and a movable clock; restarts when the server's sources change, the screens reload by themselves.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createServer } from 'vite'
import { root } from './steps.mjs'

const port = process.env.PORT || '3000'
const api = `http://127.0.0.1:${port}`
process.env.STATEDESK_DEV_SERVER = api

const screens = await createServer({ configFile: join(root, 'vite.config.ts') })
await screens.listen()
const address = screens.resolvedUrls?.local[0] ?? ''

const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const server = spawn(
  process.execPath,
  [tsx, 'watch', '--clear-screen=false', '--include', 'server/migrations/*.sql', 'cli/run.ts', 'start', '--demo'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: port,
      STATEDESK_DEV: '1',
      STATEDESK_DATA: process.env.STATEDESK_DATA || join('data', 'dev'),
      STATEDESK_URL: process.env.STATEDESK_URL || address,
      // Receivers of webhooks and mail servers of a developer are on this machine.
      STATEDESK_ALLOW_NETWORKS: process.env.STATEDESK_ALLOW_NETWORKS || '127.0.0.0/8,::1',
    },
  },
)
console.log(`Screens with live reload: ${address} (the API is at ${api})`)

// Ctrl-C reaches the server's process too; it drains, and the screens wait for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && server.kill('SIGTERM'))
const [code] = await once(server, 'exit')
await screens.close()
process.exit(code ?? 0)
