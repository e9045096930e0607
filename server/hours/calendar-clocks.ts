import type { Tx } from '../platform/db/index.ts'
import { type BusinessClock, businessClock } from './business-clock.ts'
import { hoursOfVersions } from './calendars.queries.ts'
import type { Hours } from './hours.ts'

const most = 500
const remembered = new WeakMap<object, Map<string, BusinessClock>>()

/** Reads the clocks of these versions; a version never changes, so each is read and laid out once per process. */
export async function readClocks(tx: Tx, versionIds: readonly number[]): Promise<void> {
  const unknown = versionIds.filter((id) => {
    const known = clockOf(tx, id)
    // What is wanted is not the next to be forgotten.
    if (known) remember(tx, id, known)
    return !known
  })
  if (unknown.length === 0) return
  for (const { id, hours } of await tx.many<{ id: number; hours: Hours }>(hoursOfVersions, [tx.workspaceId, unknown])) {
    remember(tx, id, businessClock(hours))
  }
}

/** The clock of a version that was read before. */
export function clockOf({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, versionId: number): BusinessClock | undefined {
  return remembered.get(database)?.get(`${workspaceId}/${versionId}`)
}

function remember({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, versionId: number, clock: BusinessClock): void {
  const clocks = remembered.get(database) ?? new Map<string, BusinessClock>()
  remembered.set(database, clocks)
  const key = `${workspaceId}/${versionId}`
  clocks.delete(key)
  clocks.set(key, clock)
  const [oldest] = clocks.keys()
  if (clocks.size > most && oldest !== undefined) clocks.delete(oldest)
}
