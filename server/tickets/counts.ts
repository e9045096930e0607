import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { query, together, type Tx } from '../platform/db/index.ts'
import { countCells, feedPosition, foldCounts, foldInPeace } from './counts.queries.ts'
import type { CountsView } from './tickets.schema.ts'
import { viewKeys } from './views.ts'
import { desksSeenWhole } from './visible-tickets.ts'

type Counts = z.input<typeof CountsView>
type CellRow = { deskId: number; lifecycleVersionId: number; status: string } & Record<string, number | null>

const desksOfActor = query(
  'counts.desks',
  `SELECT id, lifecycle_version_id AS "lifecycleVersionId" FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) AND ($3::bigint IS NULL OR id = $3) ORDER BY id`,
)

/** The column of the cell query that a view sums; most are called like the view. */
const columnOf = (view: string) => (view === 'unassigned' ? 'view_unassigned' : view)

/** Exact counts for this person: sums of counter cells, at the same cost however many tickets there are. */
export async function readCounts(ctx: Context<StaffActor>, tx: Tx, deskId: number | null): Promise<Counts> {
  const { actor } = ctx
  const whole = desksSeenWhole(actor)
  const [desks, head, rows] = await together([
    tx.many<DeskRow>(desksOfActor, [tx.workspaceId, [...actor.desks.keys()], deskId]),
    // The position first: what the counts show is at least as new.
    tx.maybe<{ position: number }>(feedPosition, [tx.workspaceId]),
    tx.many<CellRow>(countCells, [tx.workspaceId, whole, actor.userId, deskId, [...actor.teams]]),
  ])
  const views = Object.fromEntries(viewKeys.map((view) => [view, sum(rows, columnOf(view))]))
  return {
    asOf: tx.now,
    position: head?.position ?? 0,
    views,
    statuses: await statusCounts(tx, rows, [...desks, ...elsewhere(rows, desks)]),
  }
}

interface DeskRow {
  id: number
  lifecycleVersionId: number
}

/** Desks one does not work on and has a ticket of, each with the newest lifecycle that its tickets follow. */
function elsewhere(rows: readonly CellRow[], desks: readonly DeskRow[]): DeskRow[] {
  const found = new Map<number, number>()
  for (const { deskId, lifecycleVersionId, mine } of rows) {
    if (!mine || desks.some(({ id }) => id === deskId)) continue
    found.set(deskId, Math.max(found.get(deskId) ?? 0, lifecycleVersionId))
  }
  return [...found].map(([id, lifecycleVersionId]) => ({ id, lifecycleVersionId }))
}

async function statusCounts(tx: Tx, rows: readonly CellRow[], desks: readonly DeskRow[]): Promise<Counts['statuses']> {
  const statuses: Counts['statuses'] = []
  for (const desk of desks) {
    const lifecycle = await lifecycleVersion(tx, desk.lifecycleVersionId)
    for (const [key, { label, colour, category }] of Object.entries(lifecycle.statuses)) {
      // Versions of one lifecycle share their keys while tickets move from one to the other.
      const own = rows.filter((row) => row.deskId === desk.id && row.status === key)
      statuses.push({
        key,
        label,
        colour,
        category,
        desk: desk.id,
        all: sum(own, 'all'),
        unassigned: sum(own, 'unassigned'),
        mine: sum(own, 'mine'),
      })
    }
  }
  return statuses
}

/** Folds appended deltas into the totals; the loop calls it while there are any. */
export async function foldCountDeltas(tx: Tx): Promise<void> {
  await together([tx.run(foldInPeace), tx.run(foldCounts, [tx.workspaceId])])
}

function sum(rows: readonly CellRow[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)
}
