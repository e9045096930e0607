import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { type RelaySink, relaySink } from '../../server/channels/email/testing/relay-sink.ts'
import { packageRoot } from '../../server/platform/package-root.ts'
import { stopAbandoned } from '../../server/platform/postgres/index.ts'
import { type Api, apiAs } from '../../server/testing/api.ts'
import { watchLogOf } from '../../server/testing/canaries/test-log.ts'
import { watchServer } from '../../server/testing/canaries/watched-fetch.ts'

/** The product as a person starts it: its own process, its own embedded database, a relay beside it. */
export interface Product {
  readonly url: string
  readonly setupUrl: string
  readonly smtpPort: number
  readonly relay: RelaySink
  /** A real mail program. */
  mail(options: SendMailOptions): Promise<void>
  /** The API with the key of an admin. */
  api(): Promise<Api>
  /** Ends the process as an update does, and starts it again on the same data and ports when `resume` is called. */
  pause(): Promise<{ resume(): Promise<void> }>
  stop(): Promise<void>
}

const entry = join(packageRoot(), 'bin', 'statedesk.mjs')

interface ProductOptions {
  readonly args?: string[]
  readonly relay?: boolean
  readonly env?: Record<string, string>
  /** As on a machine that has never seen it: it makes its database itself. */
  readonly fromNothing?: boolean
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-e2e-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const prepared = options.fromNothing ? undefined : process.env.STATEDESK_E2E_DATA
  // Owners and rights are those of PostgreSQL's account.
  if (prepared) await promisify(execFile)('cp', ['-a', prepared, data])
  const relay = await relaySink()
  const env = {
    ...process.env,
    DATABASE_URL: '',
    STATEDESK_DATA: data,
    PORT: '0',
    SMTP_PORT: '0',
    LOG_LEVEL: 'warn',
    SMTP_URL: options.relay === false ? '' : relay.url,
    ...options.env,
  }
  let child: ChildProcess
  const start = (ports: NodeJS.ProcessEnv, saysLast: RegExp) => {
    child = spawn(process.execPath, [entry, 'start', ...(options.args ?? [])], {
      env: { ...env, ...ports },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    watchLogOf(child)
    return saysUntil(child, saysLast, 150_000)
  }
  const end = async () => {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  // Nobody can sign in yet, or somebody is told how.
  const said = await start({}, /setup\?token=\S+\n|\nDemo: .*\n/)
  const url = /ready at (\S+)/.exec(said)?.[1] ?? ''
  const unwatch = watchServer(url, { name: 'product', workspaceOf: async () => 1 })
  const smtpPort = Number(/Inbound mail: port (\d+)/.exec(said)?.[1])
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, tls: { rejectUnauthorized: false } })

  return {
    url,
    smtpPort,
    relay,
    setupUrl: /http\S+setup\?token=\S+/.exec(said)?.[0] ?? '',
    async mail(mail) {
      await transport.sendMail(mail)
    },
    async api() {
      const known = prepared ? process.env.STATEDESK_E2E_KEY : undefined
      const key = known ?? (await run(['key', 'create', '--role', 'admin', '--name', 'e2e admin'], env))
      return apiAs(url, { authorization: `Bearer ${key}` })
    },
    async pause() {
      await end()
      return {
        async resume() {
          await start({ PORT: new URL(url).port, SMTP_PORT: String(smtpPort) }, /Inbound mail: port \d+\n/)
        },
      }
    },
    async stop() {
      transport.close()
      unwatch()
      await end()
      await relay.close()
      await stopAbandoned(data)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs a command and gives the last line it printed. */
export function run(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (words: string) => (output += words))
    child.once('exit', (code) => {
      if (code === 0) resolve(output.trim().split('\n').at(-1) ?? '')
      else reject(new Error(`statedesk ${args.join(' ')} ended with ${code}: ${output}`))
    })
  })
}

/** What the process says until it has said something that matches. */
function saysUntil(child: ChildProcess, pattern: RegExp, patienceMs: number): Promise<string> {
  let heard = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not say ${pattern} in time:\n${heard}`)), patienceMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (words: string) => {
        heard += words
        if (!pattern.test(heard)) return
        clearTimeout(timer)
        resolve(heard)
      })
    }
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`it ended with ${code}:\n${heard}`))
    })
  })
}
