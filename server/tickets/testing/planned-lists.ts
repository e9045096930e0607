import { type App, type Context, contextOf, type StaffActor } from '../../access/index.ts'
import { openDatabase, type Query, type Tx } from '../../platform/db/index.ts'
import { withClient } from '../../platform/postgres/index.ts'
import { testDatabase } from '../../testing/database.ts'
import type { ListInput } from '../list-filter.ts'
import { listTickets } from '../list-tickets.ts'

export interface PlanNode {
  readonly 'Actual Rows': number
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

export interface PlannedPage {
  readonly ids: readonly number[]
  readonly nextCursor: string | null
  readonly buffers: number
  readonly nodes: readonly PlanNode[]
}

export type PlannedLists = Awaited<ReturnType<typeof plannedLists>>

/**
 * A database filled by one statement, looked at as person 5, and for each page of a list what the product asked and how
 * PostgreSQL read it.
 * @param tables those that `fill` writes
 * @param desks which desks the person works on, and whether they see all of each
 */
export async function plannedLists(
  fill: string,
  { tables, desks, teams = [] }: { tables: readonly string[]; desks: readonly (readonly [number, boolean])[]; teams?: number[] },
) {
  const database = await testDatabase()
  await withClient({ ...database.owner }, async (client) => {
    for (const table of tables) await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    await client.query(fill)
    for (const table of tables) await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  })
  const db = openDatabase({ ...database.app, max: 2 })
  const ctx: Context<StaffActor> = contextOf({ db } as unknown as App, 1, {
    kind: 'staff',
    userId: 5,
    name: 'p5',
    actsAs: 'agent',
    permissions: new Set(),
    desks: new Map(desks.map(([id, viewAll]) => [id, { viewAll }])),
    teams,
    isService: false,
    sessionId: null,
  })
  return {
    db,
    list: (input: ListInput) => db.transaction(1, (tx) => listTickets(ctx, tx, input)),
    planned: (input: Omit<ListInput, 'limit'>) => db.transaction(1, (tx) => planned(ctx, tx, input)),
    /** How PostgreSQL reads any other question, and what it answers. */
    explained: <Row>(query: Query, params: readonly unknown[]) =>
      db.transaction(1, async (tx) => ({ rows: await tx.many<Row>(query, params), ...(await planOf(tx, query, params)) })),
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}

async function planned(ctx: Context<StaffActor>, tx: Tx, input: Omit<ListInput, 'limit'>): Promise<PlannedPage> {
  let asked: { query: Query; params: readonly unknown[] } | undefined
  const listening: Tx = {
    ...tx,
    many: (query, params = []) => {
      asked = { query, params }
      return tx.many(query, params)
    },
  }
  const page = await listTickets(ctx, listening, { ...input, limit: 50 })
  if (!asked) throw new Error('nothing was asked')
  const plan = await planOf(tx, asked.query, asked.params)
  return { ids: page.tickets.map(({ id }) => id), nextCursor: page.nextCursor, ...plan }
}

async function planOf(tx: Tx, { text }: Query, params: readonly unknown[]): Promise<Pick<PlannedPage, 'buffers' | 'nodes'>> {
  const [row] = await tx.many<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({ text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}` }, params)
  const root = row?.['QUERY PLAN'][0].Plan as PlanNode
  return { buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'], nodes: nodesOf(root) }
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
