import type { Tx } from '../platform/db/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { recentlyUsed } from '../platform/recently-used.ts'
import { type BusinessClock, businessClock } from './business-clock.ts'
import { hoursOfVersions } from './calendars.queries.ts'
import type { Hours } from './hours.ts'

const clocksOf = keptWith((_database: object) => recentlyUsed<BusinessClock>(500))

/** Reads the clocks of these versions; a version never changes, so each is read and laid out once per process. */
export async function readClocks(tx: Tx, versionIds: readonly number[]): Promise<void> {
  const unknown = versionIds.filter((id) => !clockOf(tx, id))
  if (unknown.length === 0) return
  for (const { id, hours } of await tx.many<{ id: number; hours: Hours }>(hoursOfVersions, [tx.workspaceId, unknown])) {
    clocksOf(tx.database).set(`${tx.workspaceId}/${id}`, businessClock(hours))
  }
}

/** The clock of a version that was read before. */
export function clockOf({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, versionId: number): BusinessClock | undefined {
  return clocksOf(database).get(`${workspaceId}/${versionId}`)
}
