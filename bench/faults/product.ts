import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../../server/platform/package-root.ts'
import { watchLogOf } from '../../server/testing/canaries/test-log.ts'
import type { Random } from './random.ts'

/** One process of the product. */
export interface Run {
  readonly startedAt: number
  readonly pid: number
  /** Settles when it serves; fails when it ended before. */
  readonly ready: Promise<void>
  readonly ended: Promise<{ readonly how: string }>
  isAlive(): boolean
  signal(name: NodeJS.Signals): void
}

/** The bundled product, installed beside the sources so that editing them changes nothing. */
export interface Program {
  /** Everything of this harness stands in here. */
  readonly folder: string
  start(environment: Readonly<Record<string, string>>, log: string): Run
  /** Runs a command line to its end; gives its output and exit code. */
  command(environment: Readonly<Record<string, string>>, args: readonly string[]): Promise<{ output: string; code: number }>
}

const execute = promisify(execFile)

export async function installProgram(): Promise<Program> {
  await execute(process.execPath, [join(packageRoot(), 'scripts', 'build.mjs')])
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-faults-'))
  // The database's account must be able to walk through.
  chmodSync(folder, 0o711)
  const installed = join(folder, 'product')
  mkdirSync(installed)
  for (const name of ['bin', 'dist', 'server/migrations', 'package.json']) {
    if (existsSync(join(packageRoot(), name))) cpSync(join(packageRoot(), name), join(installed, name), { recursive: true })
  }
  symlinkSync(join(packageRoot(), 'node_modules'), join(installed, 'node_modules'))
  const program = join(installed, 'bin', 'statedesk.mjs')
  return {
    folder,
    start: (environment, log) => begin(program, environment, log),
    async command(environment, args) {
      try {
        const options = { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 }
        const { stdout } = await execute(process.execPath, [program, ...args], options)
        return { output: stdout, code: 0 }
      } catch (error) {
        const { stdout, stderr, code } = error as { stdout?: string; stderr?: string; code?: unknown }
        if (typeof code !== 'number') throw error
        return { output: `${stdout ?? ''}${stderr ?? ''}`, code }
      }
    },
  }
}

function begin(program: string, environment: Readonly<Record<string, string>>, log: string): Run {
  const startedAt = Date.now()
  const env = { ...process.env, ...environment }
  const child: ChildProcess = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  // Under vitest the file that runs this searches its log for what must not be there.
  if (process.env.VITEST) watchLogOf(child)
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
  return { startedAt, pid: child.pid ?? 0, ready, ended, isAlive: () => !isEnded, signal: (name) => void child.kill(name) }
}

/** A free port below those that outgoing connections use: it must still be free when a killed process comes back. */
export async function freePort(random: Random): Promise<number> {
  for (;;) {
    const port = random.between(10_000, 32_000)
    const server = net.createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}
