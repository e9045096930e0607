import { verifyWorkspace } from '../../server/tickets/verify.ts'
import type { Cluster } from './cluster.ts'
import { withProduct } from './in-process.ts'
import type { Row } from './rows.ts'
import type { Session } from './session.ts'

/** What was written under load must hold like anything else: chains, feed, counters. */
export async function verifyRow(cluster: Cluster, session: Session): Promise<Row> {
  await session.drained()
  const workspaceId = session.loaded.furniture.workspaces[0]?.id as number
  return withProduct(cluster.app(session.database), cluster.folder, async (app) => {
    const { tickets, events, faults } = await app.db.snapshot(workspaceId, verifyWorkspace)
    return {
      id: 'verify',
      what: `${tickets.toLocaleString('en')} tickets, ${events.toLocaleString('en')} events`,
      size: session.size,
      clients: 1,
      budget: 'no fault',
      found: faults.length === 0 ? 'none' : `${faults.length}: ${faults.slice(0, 3).join(' ')}`,
      met: faults.length === 0,
      elsewhere: 0,
    }
  })
}
