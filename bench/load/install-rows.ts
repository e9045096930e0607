import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { packageRoot } from '../../server/platform/package-root.ts'
import type { Row } from './rows.ts'
import { freePort } from './servers.ts'

const execute = promisify(execFile)
/** What a checkout holds that is not made. */
const sources = [
  'bin',
  'cli',
  'client',
  'lifecycle',
  'scripts',
  'server',
  'ui',
  'web',
  'portal',
  'widget',
  'conditions',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
]

function row(id: string, what: string, budget: string, found: string, met: boolean): Row {
  return { id, what, size: '', clients: 1, budget, found, met, elsewhere: 0 }
}

/** From the start of the process to the first answered request, with the embedded database: the very first time, which builds, and the next. */
export async function startRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-start-'))
  try {
    const checkout = join(folder, 'checkout')
    mkdirSync(checkout)
    for (const name of sources)
      if (existsSync(join(packageRoot(), name))) cpSync(join(packageRoot(), name), join(checkout, name), { recursive: true })
    symlinkSync(join(packageRoot(), 'node_modules'), join(checkout, 'node_modules'))
    const cold = await secondsToServe(checkout, join(folder, 'data'))
    const installed = await secondsToServe(checkout, join(folder, 'data-2'))
    const warm: number[] = []
    for (let i = 0; i < 3; i++) warm.push(await secondsToServe(checkout, join(folder, 'data')))
    const median = warm.sort((a, b) => a - b)[1] as number
    return [
      row(
        'start',
        'cold: builds, makes the database',
        '≤ 20 s',
        `${cold.toFixed(1)} s (${installed.toFixed(1)} s when it is built)`,
        cold <= 20,
      ),
      row('start', 'warm, median of 3', '≤ 3 s', `${median.toFixed(2)} s`, median <= 3),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function secondsToServe(checkout: string, data: string): Promise<number> {
  const [port, smtpPort] = [await freePort(), await freePort()]
  const began = performance.now()
  const child = spawn(process.execPath, [join(checkout, 'bin', 'statedesk.mjs'), 'start'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
      STATEDESK_SECRET: '',
      STATEDESK_DATA: data,
      PORT: String(port),
      SMTP_PORT: String(smtpPort),
    },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
      if (answer?.ok) return (performance.now() - began) / 1000
      if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode} instead of serving`)
      await pause(10)
    }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** What `npm ci --omit=dev` puts on the disk. */
export async function installRow(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-install-'))
  try {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(packageRoot(), name), join(folder, name))
    await execute('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
    const modules = join(folder, 'node_modules')
    const sizes = readdirSync(modules)
      .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name]))
      .map((name) => ({ name, megabytes: megabytesOf(join(modules, name)) }))
    const total = sizes.reduce((sum, { megabytes }) => sum + megabytes, 0)
    const largest = sizes.sort((a, b) => b.megabytes - a.megabytes).slice(0, 4)
    return row(
      'install',
      '`npm ci --omit=dev` on disk',
      '≤ 350 MB',
      `${total.toFixed(0)} MB (${largest.map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)}`).join(', ')})`,
      total <= 350,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function megabytesOf(path: string): number {
  const found = lstatSync(path)
  if (!found.isDirectory()) return (found.blocks * 512) / 1024 ** 2
  return readdirSync(path).reduce((sum, name) => sum + megabytesOf(join(path, name)), (found.blocks * 512) / 1024 ** 2)
}
