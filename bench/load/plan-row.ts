import type { Cluster } from './cluster.ts'
import { agentContext, withProduct } from './in-process.ts'
import type { Query, Tx } from '../../server/platform/db/index.ts'
import { listTickets } from '../../server/tickets/list-tickets.ts'
import type { Row } from './rows.ts'
import type { Session } from './session.ts'

const mostBuffers = 300
const mostPages = 400

interface Plan {
  readonly 'Node Type': string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Plan[]
}

interface Asked {
  readonly query: Query
  readonly params: readonly unknown[]
}

/** Asks the product for its lists, page by page, and PostgreSQL how it read the first, a middle and the last page of each. */
export async function planRows(cluster: Cluster, session: Session): Promise<Row[]> {
  const workspaceId = session.loaded.furniture.workspaces[0]?.id as number
  return withProduct(cluster.app(session.database), cluster.folder, async (app) => {
    const ctx = await agentContext(app, workspaceId, session.subject.agents[0] as number)
    const rows: Row[] = []
    for (const view of ['my_in_progress', 'unassigned', 'all'] as const) {
      const asked = await app.db.transaction(workspaceId, async (tx) => {
        const all: Asked[] = []
        for (let cursor: string | null = ''; cursor !== null && all.length < mostPages; ) {
          const before: number = all.length
          const page: { nextCursor: string | null } = await listTickets(ctx, listening(tx, all), {
            view,
            limit: 50,
            ...(cursor && { cursor }),
          })
          all.splice(before + 1)
          cursor = page.nextCursor
        }
        return all
      })
      const pages = [...new Set([0, Math.floor(asked.length / 2), asked.length - 1])]
      const found: string[] = []
      let [isFine, buffers] = [true, 0]
      for (const page of pages) {
        const plan = await app.db.transaction(workspaceId, (tx) => planOf(tx, asked[page] as Asked))
        const sorts = nodesOf(plan).filter((node) => /sort/i.test(node['Node Type']))
        const read = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
        buffers = Math.max(buffers, read)
        isFine &&= sorts.length === 0 && read <= mostBuffers
        found.push(`page ${page + 1}: ${read}${sorts.length > 0 ? ` and ${sorts.map((node) => node['Node Type']).join(', ')}` : ''}`)
      }
      rows.push({
        id: 'w3-plan',
        what: `${view}: buffers of a page`,
        size: session.size,
        clients: 1,
        budget: `no Sort; ≤ ${mostBuffers} buffers`,
        found: found.join('; '),
        met: isFine,
        elsewhere: 0,
      })
    }
    return rows
  })
}

/** Keeps what is asked on the way. */
function listening(tx: Tx, asked: Asked[]): Tx {
  return {
    ...tx,
    many: (query, params = []) => {
      asked.push({ query, params })
      return tx.many(query, params)
    },
  }
}

async function planOf(tx: Tx, { query, params }: Asked): Promise<Plan> {
  const row = await tx.one<{ 'QUERY PLAN': [{ Plan: Plan }] }>({ text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query.text}` }, params)
  return row['QUERY PLAN'][0].Plan
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
