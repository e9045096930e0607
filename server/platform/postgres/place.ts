import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { type Account, accountFor, canReach } from './account.ts'
import { type Binaries, copyBinaries, findBinaries, linkLibraries, type Major, requireWorking, tryBinaries } from './binaries.ts'
import { createOnce } from '../create-once.ts'
import { StartProblem } from '../start-problem.ts'

/** Where one installation's cluster lives and what runs it. */
export interface Place {
  /** Usually the data folder itself. */
  home: string
  cluster: string
  account: Account | null
  binaries: Binaries
}

export const defaultSystemFolder = '/var/lib/statedesk'
const GIGABYTE = 1024 ** 3
const LEAST_TO_OPEN = 32 * 1024 ** 2

export function preparePlace(dataFolder: string, major: Major, systemFolder = defaultSystemFolder): Place {
  const folder = makeFolder(resolve(dataFolder), dataFolder)
  const home = homeOf(folder, systemFolder)
  const cluster = join(home, 'postgres')
  requireReadable(cluster)
  const account = accountFor(cluster)
  // What is there is opened also on a disk that is nearly full: it can be read, and that may be how room is made.
  requireFreeSpace(home, existsSync(join(cluster, 'PG_VERSION')) ? LEAST_TO_OPEN : GIGABYTE)
  const found = linkLibraries(findBinaries(major), home)
  const binaries = account !== null && tryBinaries(found, account) !== null ? copyBinaries(found, systemFolder) : found
  requireWorking(binaries, account)
  return { home, cluster, account, binaries }
}

/** Where the cluster of this data folder is, without making anything; null before the first start. */
export function findHome(dataFolder: string): string | null {
  if (!existsSync(dataFolder)) return null
  const folder = realpathSync(resolve(dataFolder))
  const home = recordedHome(folder) ?? folder
  return existsSync(join(home, 'postgres')) ? home : null
}

// The account PostgreSQL runs under cannot walk into folders like /root: then the cluster lives in the system's own place, and the
// data folder records where, so that it is found again after the data folder was renamed.
function homeOf(folder: string, systemFolder: string): string {
  const recorded = recordedHome(folder)
  if (recorded !== null) return makeFolder(recorded, recorded)
  const account = accountFor(join(folder, 'postgres'))
  if (account === null || canReach(folder, account)) return folder
  const elsewhere = join(systemFolder, `${basename(folder)}-${shortHash(folder)}`)
  makeFolder(systemFolder, systemFolder)
  const home = makeFolder(elsewhere, elsewhere)
  createOnce(join(folder, 'cluster-folder'), () => `${home}\n`)
  return home
}

function recordedHome(folder: string): string | null {
  const record = join(folder, 'cluster-folder')
  return existsSync(record) ? readFileSync(record, 'utf8').trim() : null
}

/** Makes a data folder; as root one that the database's account may walk through. */
export function makeFolder(folder: string, named: string): string {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
    return realpathSync(folder)
  } catch (error) {
    throw new StartProblem(
      `The data folder ${named} cannot be made: ${(error as Error).message}`,
      'Name a folder this account may write in STATEDESK_DATA or with --data.',
      { cause: error },
    )
  }
}

export function requireReadable(cluster: string): void {
  try {
    accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw new StartProblem(
      `The database in ${cluster} belongs to another account.`,
      'Start Statedesk as the account that made it (root, if it was root), or give it away: chown -R YOUR-ACCOUNT on that folder.',
      { cause: error },
    )
  }
}

export function requireFreeSpace(folder: string, needed = GIGABYTE): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= needed) return
  throw new StartProblem(
    `Only ${Math.floor(free / 1024 ** 2)} MB are free where ${folder} is; a database that fills its disk stops.`,
    `Free at least ${Math.ceil(needed / 1024 ** 2)} MB, or move the data folder to a larger disk and name it in STATEDESK_DATA.`,
  )
}

export function requireMajor(cluster: string, major: Major): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made === major) return
  throw new StartProblem(
    `The database in ${cluster} was made by PostgreSQL ${made}; this Statedesk brings PostgreSQL ${major}.`,
    'Start the Statedesk it was made with, write a backup there, and restore that into an empty data folder here.',
  )
}

// The kernel takes 107 bytes for the path of a socket (103 on macOS).
const socketFits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) < 100

/** Folders for the socket, best first. The second is for long paths and for file systems without sockets (some container mounts). */
export function* socketFolders(place: Place): Generator<string> {
  if (socketFits(place.cluster)) yield place.cluster
  yield privateFolder(join(runtimeFolder(), `statedesk-${shortHash(place.cluster)}`), place.account)
}

const runtimeFolder = () => (process.getuid?.() !== 0 && process.env.XDG_RUNTIME_DIR) || tmpdir()

// Anybody may make folders in /tmp: one that somebody else owns or may enter would let them answer in the database's place.
function privateFolder(folder: string, account: Account | null): string {
  const owner = account?.uid ?? process.getuid?.()
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined && account) chownSync(folder, account.uid, account.gid)
  const found = lstatSync(folder)
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return folder
  throw new StartProblem(`${folder} is not a private folder of this account.`, `Remove it, or choose another place for it with TMPDIR.`)
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
