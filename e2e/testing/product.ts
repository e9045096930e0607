import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  /** Runs a command of the product and gives the last line it printed. */
  command(...args: string[]): Promise<string>
  /** The API with a new key. */
  api(role: string): Promise<Api>
  /** Ends the process as an update does, and starts it again on the same data and ports when `resume` is called. */
  pause(): Promise<{ resume(): Promise<void> }>
  stop(): Promise<void>
}

const entry = join(packageRoot(), 'bin', 'statedesk.mjs')

export async function startProduct(options: { args?: string[]; relay?: boolean; env?: Record<string, string> } = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-e2e-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
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
  const start = (ports: NodeJS.ProcessEnv) => {
    child = spawn(process.execPath, [entry, 'start', ...(options.args ?? [])], {
      env: { ...env, ...ports },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    watchLogOf(child)
    return saysUntil(child, /Inbound mail: port \d+[\s\S]*?(\n.*setup\?token=\S+|$)/, 100_000)
  }
  const end = async () => {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  const said = await start({})
  const url = /ready at (\S+)/.exec(said)?.[1] ?? ''
  const unwatch = watchServer(url, { name: 'product', workspaceOf: async () => 1 })
  const smtpPort = Number(/Inbound mail: port (\d+)/.exec(said)?.[1])
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, tls: { rejectUnauthorized: false } })

  const command = (...args: string[]) => run([...args], env)
  return {
    url,
    smtpPort,
    relay,
    setupUrl: /http\S+setup\?token=\S+/.exec(said)?.[0] ?? '',
    async mail(mail) {
      await transport.sendMail(mail)
    },
    command,
    async api(role) {
      const key = await command('key', 'create', '--role', role, '--name', `e2e ${role}`)
      return apiAs(url, { authorization: `Bearer ${key}` })
    },
    async pause() {
      await end()
      return {
        async resume() {
          await start({ PORT: new URL(url).port, SMTP_PORT: String(smtpPort) })
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

function run(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
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

/** What the process says until it has said something that matches and a moment passed for the rest of it. */
function saysUntil(child: ChildProcess, pattern: RegExp, patienceMs: number): Promise<string> {
  let heard = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not say ${pattern} in time:\n${heard}`)), patienceMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (words: string) => {
        heard += words
        if (!pattern.test(heard)) return
        clearTimeout(timer)
        setTimeout(() => resolve(heard), 300)
      })
    }
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`it ended with ${code}:\n${heard}`))
    })
  })
}
