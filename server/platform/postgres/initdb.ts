import { execFile } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createOnce } from '../create-once.ts'
import { StartProblem } from '../start-problem.ts'
import { programOf } from './binaries.ts'
import type { Passwords } from './endpoint.ts'
import { runOptions } from './launch.ts'
import type { Log } from './log.ts'
import { type Place, requireMajor } from './place.ts'
import { isAlive } from './processes.ts'

const run = promisify(execFile)

/** Makes the cluster on first start. It gets its name when it is whole, so a start that was killed half-way leaves nothing behind. */
export async function ensureCluster(place: Place, passwords: Passwords | null, log: Log): Promise<void> {
  removeUnfinished(place.home)
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) {
    requireEmpty(place.cluster)
    log.info('Making the database (first start only)')
    await makeCluster(place, passwords)
  }
  requireMajor(place.cluster, place.binaries.major)
}

async function makeCluster(place: Place, passwords: Passwords | null): Promise<void> {
  const { account, home, cluster, binaries } = place
  const making = mkdtempSync(join(home, `postgres.new-${process.pid}-`))
  chmodSync(making, 0o700)
  const passwordFile = join(making, 'password')
  if (passwords) writeFileSync(passwordFile, passwords.postgres, { mode: 0o600 })
  for (const path of passwords ? [making, passwordFile] : [making]) if (account) chownSync(path, account.uid, account.gid)

  const folder = join(making, 'cluster')
  const authentication = passwords ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust']
  try {
    await run(
      programOf(binaries, 'initdb'),
      ['-D', folder, '-U', 'postgres', '--encoding=UTF8', ...locale(), ...authentication, '--no-instructions'],
      runOptions(binaries, account),
    )
    appendFileSync(join(folder, 'postgresql.conf'), "\ninclude_if_exists = 'statedesk.conf'\ninclude_if_exists = 'local.conf'\n")
    renameSync(folder, cluster)
  } catch (error) {
    // Another start was faster: its cluster is as good as ours.
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return
    const words = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
    throw new StartProblem(
      `The database could not be made in ${home}: ${words}`,
      'Put right what the line says (often: the disk is full or the folder is on a network share) and start again.',
      { cause: error },
    )
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

// The character classes must know Japanese and Korean (the text search parser and trigrams ask them); the order of bytes is enough for sorting.
function locale(): string[] {
  if (process.platform === 'darwin') return ['--locale=C', '--lc-ctype=en_US.UTF-8']
  if (process.platform === 'win32') return ['--locale=C']
  return ['--locale=C.UTF-8']
}

/** What a start that was killed while it made the cluster has left: named by its process. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && Number(pid) !== process.pid && !isAlive(Number(pid)))
      rmSync(join(home, name), { recursive: true, force: true })
  }
}

function requireEmpty(cluster: string): void {
  const names = existsSync(cluster) ? readdirSync(cluster) : []
  // Another start may have made it since we looked.
  if (names.length === 0 || names.includes('PG_VERSION')) return
  throw new StartProblem(`${cluster} holds files but no database.`, 'Move that folder away, or name another data folder in STATEDESK_DATA.')
}

/** Passwords for a cluster that listens on 127.0.0.1, where every account of the machine could knock. */
export function clusterPasswords(home: string): Passwords {
  const word = () => randomBytes(24).toString('base64url')
  const make = (): Passwords => ({ postgres: word(), statedesk_owner: word(), statedesk_app: word() })
  return JSON.parse(createOnce(join(home, 'passwords.json'), () => JSON.stringify(make()))) as Passwords
}
