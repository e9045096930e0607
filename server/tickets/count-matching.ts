import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { type Filtered, filterOf } from './list-filter.ts'

/** Further than this is not counted. */
export const countedUpTo = 10_000

export interface Count {
  readonly count: number
  readonly more: boolean
}

/** How many tickets somebody sees that a list would hold. */
export async function countMatching(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Count> {
  const filter = await filterOf(ctx, tx, input)
  const text = `SELECT count(*)::int AS n FROM (SELECT FROM tickets t WHERE ${filter.where()} LIMIT ${countedUpTo + 1}) counted`
  const { n } = await tx.one<{ n: number }>({ text }, filter.values)
  return { count: Math.min(n, countedUpTo), more: n > countedUpTo }
}

const statementTimeout = '57014'

/** The same; null where it takes longer than a statement of the transaction may. What else is asked in it goes on. */
export async function countInTime(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Count | null> {
  try {
    return await tx.savepoint(() => countMatching(ctx, tx, input))
  } catch (error) {
    if ((error as { code?: unknown }).code === statementTimeout) return null
    throw error
  }
}

export interface StatusShare {
  readonly status: string
  readonly desk: number
  readonly count: number
}

/** How many tickets a filtered list holds, by status; where there are more than are counted the shares are of those counted. */
export async function countByStatus(ctx: Context<StaffActor>, tx: Tx, input: Filtered): Promise<Count & { statuses: StatusShare[] }> {
  const filter = await filterOf(ctx, tx, input)
  const text = `SELECT status, desk_id AS desk, count(*)::int AS count
    FROM (SELECT t.status, t.desk_id FROM tickets t WHERE ${filter.where()} LIMIT ${countedUpTo + 1}) counted GROUP BY 1, 2`
  const statuses = await tx.many<StatusShare>({ text }, filter.values)
  const n = statuses.reduce((sum, { count }) => sum + count, 0)
  return { count: Math.min(n, countedUpTo), more: n > countedUpTo, statuses }
}
