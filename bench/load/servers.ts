import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packageRoot } from '../../server/platform/package-root.ts'
import type { Connection } from '../../server/platform/postgres/index.ts'
import { secret } from './data/furnish.ts'
import type { DriverNews, Slice, SliceResult } from './driver.ts'

/** A server process that is measured. */
export interface Server {
  readonly pid: number
  readonly port: number
  readonly smtpPort: number
  stop(): Promise<void>
}

export interface Driver {
  readonly pid: number
  run(slice: Slice): Promise<SliceResult>
  stop(): void
}

const execute = promisify(execFile)

/** Plain JavaScript of one file, so that no compiler runs beside what is measured. */
async function bundle(name: string): Promise<string> {
  const { build } = await import('rolldown')
  const file = join(packageRoot(), 'node_modules', '.cache', 'statedesk-load', `${name}.mjs`)
  await build({
    input: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    logLevel: 'warn',
    output: { file, format: 'esm', codeSplitting: false },
  })
  return file
}

/** Builds the product and copies it, so that what is measured stays the same while sources are edited. */
export async function installProduct(folder: string): Promise<string> {
  const root = packageRoot()
  await execute(process.execPath, [join(root, 'scripts', 'build.mjs')])
  const installed = join(folder, 'installed')
  rmSync(installed, { recursive: true, force: true })
  mkdirSync(installed, { recursive: true })
  for (const name of ['bin', 'dist', 'server/migrations', 'package.json'])
    cpSync(join(root, name), join(installed, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'))
  return join(installed, 'bin', 'statedesk.mjs')
}

export interface ProductOptions {
  readonly program: string
  readonly folder: string
  /** Tells its files from those of others that run beside it. */
  readonly name: string
  readonly owner: Connection
  readonly app: Connection
  /** What it requires before anything else. */
  readonly preload: string
  /** Where a profile of its CPU is left when it stops. */
  readonly profile?: string
}

export async function startProduct({ program, folder, name, owner, app, preload, profile }: ProductOptions): Promise<Server> {
  const [port, smtpPort] = [await freePort(), await freePort()]
  const log = join(folder, `product-${name}.log`)
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const child = start(log, [...flags, '--require', preload, program, 'start'], {
    DATABASE_URL: urlOf(app),
    DATABASE_OWNER_URL: urlOf(owner),
    STATEDESK_SECRET: secret,
    STATEDESK_DATA: join(folder, `product-${name}`),
    NODE_ENV: 'production',
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    SMTP_URL: '',
    LOG_LEVEL: 'info',
  })
  await said(child, log, /Statedesk is ready at/)
  return { pid: child.pid as number, port, smtpPort, stop: () => ended(child) }
}

export async function startThin(folder: string, database: Connection): Promise<Server> {
  const log = join(folder, 'thin.log')
  const child = start(log, [await bundle('thin')], {
    THIN_DATABASE: JSON.stringify(database),
    NODE_ENV: 'production',
  })
  const [, port] = await said(child, log, /thin listens on (\d+)/)
  return { pid: child.pid as number, port: Number(port), smtpPort: 0, stop: () => ended(child) }
}

export async function startDriver(): Promise<Driver> {
  const child = fork(await bundle('driver'), { execArgv: [], serialization: 'advanced' })
  const waiting = new Map<number, (news: DriverNews) => void>()
  let last = 0
  child.on('message', (news: DriverNews) => {
    waiting.get(news.id)?.(news)
    waiting.delete(news.id)
  })
  return {
    pid: child.pid as number,
    run: (slice) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, (news) => ('result' in news ? resolve(news.result) : reject(new Error(news.error))))
        child.send({ id, slice })
      }),
    stop: () => void child.kill(),
  }
}

function start(log: string, args: string[], environment: Record<string, string>): ChildProcess {
  rmSync(log, { force: true })
  const out = openSync(log, 'a')
  // Detached, so that --keep can leave it behind.
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ['ignore', out, out], detached: true })
  closeSync(out)
  child.unref()
  return child
}

async function said(child: ChildProcess, log: string, words: RegExp): Promise<RegExpExecArray> {
  for (let tries = 0; tries < 1_200; tries++) {
    const found = words.exec(existsSync(log) ? readFileSync(log, 'utf8') : '')
    if (found) return found
    if (child.exitCode !== null) break
    await pause(50)
  }
  throw new Error(`a server did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

/** The socket's folder goes into a parameter: an address has no other place for a path. */
function urlOf({ user, database, host, port }: Connection): string {
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
