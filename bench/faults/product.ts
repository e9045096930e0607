import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { packageRoot } from '../../server/platform/package-root.ts'

/** The bundled product, installed beside the sources so that editing them changes nothing, with a data folder of its own. */
export interface Product {
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly temporary: string
  readonly url: string
  readonly smtpPort: number
  /** Runs a command line to its end; gives its output and exit code. */
  command(...args: string[]): Promise<{ output: string; code: number }>
  start(smtpUrl: string): Run
  remove(): void
}

/** One process of the product. */
export interface Run {
  readonly startedAt: number
  /** Settles when it serves; fails when it ended before. */
  readonly ready: Promise<void>
  readonly ended: Promise<{ readonly how: string }>
  isAlive(): boolean
  signal(name: NodeJS.Signals): void
}

const execute = promisify(execFile)

export async function installProduct(): Promise<Product> {
  await execute(process.execPath, [join(packageRoot(), 'scripts', 'build.mjs')])
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-kills-'))
  // The database's account must be able to walk through.
  chmodSync(folder, 0o711)
  const [installed, temporary, log] = [join(folder, 'product'), join(folder, 'tmp'), join(folder, 'product.log')]
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  install(installed)
  const [httpPort, smtpPort] = [await freePort(), await freePort()]
  const data = join(folder, 'data')
  const program = join(installed, 'bin', 'statedesk.mjs')
  const environment = {
    ...process.env,
    DATABASE_URL: '',
    DATABASE_OWNER_URL: '',
    STATEDESK_SECRET: '',
    STATEDESK_DATA: data,
    TMPDIR: temporary,
    PORT: String(httpPort),
    SMTP_PORT: String(smtpPort),
    LOG_LEVEL: 'info',
  }

  return {
    folder,
    data,
    log,
    temporary,
    url: `http://127.0.0.1:${httpPort}`,
    smtpPort,
    async command(...args) {
      try {
        const { stdout } = await execute(process.execPath, [program, ...args], { env: environment, maxBuffer: 64 * 1024 * 1024 })
        return { output: stdout, code: 0 }
      } catch (error) {
        const { stdout, stderr, code } = error as { stdout?: string; stderr?: string; code?: unknown }
        if (typeof code !== 'number') throw error
        return { output: `${stdout ?? ''}${stderr ?? ''}`, code }
      }
    },
    start: (smtpUrl) => begin(program, { ...environment, SMTP_URL: smtpUrl }, log),
    remove() {
      // A cluster whose account cannot reach the data folder lives elsewhere.
      const record = join(data, 'cluster-folder')
      if (existsSync(record)) rmSync(readFileSync(record, 'utf8').trim(), { recursive: true, force: true })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function install(folder: string): void {
  const root = packageRoot()
  mkdirSync(folder)
  for (const name of ['bin', 'dist', 'server/migrations', 'package.json']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
}

function begin(program: string, env: NodeJS.ProcessEnv, log: string): Run {
  const startedAt = Date.now()
  const child: ChildProcess = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let heard = ''
  let wake = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (words: string) => {
      appendFileSync(log, words)
      if (heard.length < 10_000) heard += words
      wake()
    })
  }
  let isEnded = false
  const ended = new Promise<{ how: string }>((resolve) => {
    child.once('exit', (code, signal) => {
      isEnded = true
      resolve({ how: signal ?? `code ${code}` })
      wake()
    })
  })
  const ready = (async () => {
    while (!heard.includes('Statedesk is ready at')) {
      if (isEnded) throw new Error(`it ended before it was ready: ${heard.slice(-1_000)}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  })()
  // Whoever kills it while it starts does not wait for it to be ready.
  ready.catch(() => {})
  return { startedAt, ready, ended, isAlive: () => !isEnded, signal: (name) => void child.kill(name) }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  await pause(0)
  return port
}
