import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'
import type { Place } from './place.ts'

const lookEveryMs = 500
const MEGABYTE = 1024 ** 2
/** So much is kept free for what PostgreSQL must still write to end cleanly; on a small disk a fifth of it. */
const mostReserve = 256 * MEGABYTE

const waiting = (place: Place) => join(place.cluster, 'statedesk-full.off')
const inForce = (place: Place) => join(place.cluster, 'statedesk-full.conf')

/** Included at the end of statedesk.conf. */
export const fullDiskInclude = "include_if_exists 'statedesk-full.conf'\n"

/** Before the server starts: both files must exist in time, since a full disk takes no new one. */
export function layOutDiskGuard(place: Place): void {
  rmSync(inForce(place), { force: true })
  writeFileSync(waiting(place), "default_transaction_read_only = 'on'\n", { mode: 0o600 })
  if (place.account) chownSync(waiting(place), place.account.uid, place.account.gid)
}

/**
 * A database whose disk is full stops, and may not come back until there is room. Before that it takes nothing new: reading
 * goes on, writers are told to come again, and all is as before once there is room.
 * @param reload makes the server read its settings anew
 */
export function guardDisk(place: Place, reload: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let stopping = false
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => log.warn(`The disk of the database could not be watched: ${String(error)}`))
  }, lookEveryMs)
  timer.unref()

  async function look(): Promise<void> {
    if (stopping) return
    const { free, size } = await roomFor(place)
    const reserve = Math.min(mostReserve, size / 5)
    const isClosed = existsSync(inForce(place))
    if (!isClosed && free < reserve) {
      renameSync(waiting(place), inForce(place))
      await reload()
      log.warn(
        `The disk of the database is nearly full (${Math.floor(free / MEGABYTE)} MB left): nothing new is taken until there is room, reading goes on.`,
      )
    } else if (isClosed && free > reserve * 1.25) {
      renameSync(inForce(place), waiting(place))
      await reload()
      log.info('There is room on the disk of the database again; everything is taken as before.')
    }
  }

  return {
    stop() {
      stopping = true
      clearInterval(timer)
      return looking
    },
  }
}

/** Of the tightest file system that the database writes to. */
async function roomFor(place: Place): Promise<{ free: number; size: number }> {
  const rooms = await Promise.all(
    ['base', 'pg_wal'].map(async (folder) => {
      const { bavail, blocks, bsize } = await statfs(join(place.cluster, folder))
      return { free: bavail * bsize, size: blocks * bsize }
    }),
  )
  return rooms.reduce((one, other) => (other.free < one.free ? other : one))
}
