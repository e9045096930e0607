import type { Tx } from '../platform/db/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { recentlyUsed } from '../platform/recently-used.ts'
import { policiesInForce, policyVersions } from './sla.queries.ts'
import type { PolicyVersion } from './terms.ts'

const versionsOf = keptWith((_database: object) => recentlyUsed<PolicyVersion>(500))
const inForceOf = keptWith((_database: object) => new Map<number, { revision: number; policies: readonly PolicyVersion[] }>())

/** The policies of a workspace, remembered until its revision is another one. */
export async function policiesOf(tx: Tx, revision: number): Promise<readonly PolicyVersion[]> {
  // Nobody ever made one.
  if (revision === 0) return []
  const known = inForceOf(tx.database)
  const found = known.get(tx.workspaceId)
  if (found?.revision === revision) return found.policies
  const { policies } = await tx.one<{ policies: PolicyVersion[] }>(policiesInForce, [tx.workspaceId])
  for (const policy of policies) remember(tx, policy)
  // Somebody may have changed them since this transaction read the revision; then what was read is newer, and is read once more.
  known.set(tx.workspaceId, { revision, policies })
  return policies
}

/** Reads these versions; a version never changes, so each is read once per process. */
export async function readPolicies(tx: Tx, versionIds: readonly number[]): Promise<void> {
  const unknown = versionIds.filter((id) => !policyOf(tx, id))
  if (unknown.length === 0) return
  for (const policy of await tx.many<PolicyVersion>(policyVersions, [tx.workspaceId, unknown])) remember(tx, policy)
}

/** A version that was read before. */
export function policyOf({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, versionId: number): PolicyVersion | undefined {
  return versionsOf(database).get(`${workspaceId}/${versionId}`)
}

export function remember({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, policy: PolicyVersion): void {
  versionsOf(database).set(`${workspaceId}/${policy.versionId}`, policy)
}
