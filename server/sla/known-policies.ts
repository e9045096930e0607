import type { Tx } from '../platform/db/index.ts'
import { policiesInForce, policyVersions } from './sla.queries.ts'
import type { PolicyVersion } from './terms.ts'

const most = 500
const versions = new WeakMap<object, Map<string, PolicyVersion>>()
const inForce = new WeakMap<object, Map<number, { revision: number; policies: readonly PolicyVersion[] }>>()

/** The policies of a workspace, remembered until its revision is another one. */
export async function policiesOf(tx: Tx, revision: number): Promise<readonly PolicyVersion[]> {
  // Nobody ever made one.
  if (revision === 0) return []
  const known = inForce.get(tx.database) ?? new Map<number, { revision: number; policies: readonly PolicyVersion[] }>()
  inForce.set(tx.database, known)
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
  const unknown = versionIds.filter((id) => {
    const known = policyOf(tx, id)
    // What is wanted is not the next to be forgotten.
    if (known) remember(tx, known)
    return !known
  })
  if (unknown.length === 0) return
  for (const policy of await tx.many<PolicyVersion>(policyVersions, [tx.workspaceId, unknown])) remember(tx, policy)
}

/** A version that was read before. */
export function policyOf({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, versionId: number): PolicyVersion | undefined {
  return versions.get(database)?.get(`${workspaceId}/${versionId}`)
}

export function remember({ database, workspaceId }: Pick<Tx, 'database' | 'workspaceId'>, policy: PolicyVersion): void {
  const known = versions.get(database) ?? new Map<string, PolicyVersion>()
  versions.set(database, known)
  const key = `${workspaceId}/${policy.versionId}`
  known.delete(key)
  known.set(key, policy)
  const [oldest] = known.keys()
  if (known.size > most && oldest !== undefined) known.delete(oldest)
}
