import { type Lifecycle, parseLifecycle } from '../../lifecycle/index.ts'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { recentlyUsed } from '../platform/recently-used.ts'
import { definitionById } from './lifecycles.queries.ts'

const lifecyclesOf = keptWith((_database: object) => recentlyUsed<Lifecycle>(500))

/** The lifecycle of one version. Published versions never change, so they are read and compiled once per process. */
export async function lifecycleVersion(tx: Tx, versionId: number): Promise<Lifecycle> {
  const known = lifecyclesOf(tx.database)
  const name = `${tx.workspaceId}/${versionId}`
  const found = known.get(name)
  if (found) return found

  const row = await tx.one<{ definition: unknown; published: boolean }>(definitionById, [tx.workspaceId, versionId])
  const lifecycle = storedLifecycle(row.definition)
  if (row.published) known.set(name, lifecycle)
  return lifecycle
}

/** The same outside of a transaction: it opens one if this process does not know the version yet. */
export async function lifecycleAt(ctx: Context, versionId: number): Promise<Lifecycle> {
  const known = lifecyclesOf(ctx.app.db.pool).get(`${ctx.workspaceId}/${versionId}`)
  return known ?? ctx.transaction((tx) => lifecycleVersion(tx, versionId))
}

/** What is stored was checked when it came in; that it no longer parses would be our fault. */
export function storedLifecycle(definition: unknown): Lifecycle {
  const parsed = parseLifecycle(definition)
  if (parsed.ok) return parsed.lifecycle
  throw new Error(`a stored lifecycle does not parse: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
}
