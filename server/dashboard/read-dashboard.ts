import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { presenceOf } from '../people/index.ts'
import { query, together, type Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { desksSeenWhole } from '../tickets/index.ts'
import { type DeskToday, desksToday, guidesOfMine, heldByMe, inflow, presences, resolvedToday, workload } from './dashboard.queries.ts'
import type { Dashboard } from './dashboard.schema.ts'

type DashboardOut = z.input<typeof Dashboard>
type Counts = Record<string, number>

const agentsOf = query('dashboard.agents', presences(presenceOf('m')))

/**
 * Today at a glance, of one desk or of all one works on: exact, of what this person may see, and no dearer with more
 * tickets. Days begin at midnight where the desk works, see `desksToday`.
 * @throws not_found for a desk one does not work on
 */
export function readDashboard(ctx: Context<StaffActor>, deskId: number | null): Promise<DashboardOut> {
  const { actor } = ctx
  if (deskId !== null && !actor.desks.has(deskId)) throw notFound()
  return ctx.transaction(async (tx) => {
    const desks = deskId === null ? [...actor.desks.keys()] : [deskId]
    const today = await tx.many<DeskToday>(desksToday, [tx.workspaceId, desks, actor.userId, tx.now])
    const talking = await desksThatTalk(tx, today)
    const starts = today.map(({ startsAt }) => startsAt.toISOString())
    const who = [tx.workspaceId, desksSeenWhole(actor), actor.userId, today.map(({ id }) => id)] as const
    const [work, came, resolved, held, guides, agents] = await together([
      tx.one<Counts>(workload, [...who, talking]),
      tx.one<Counts>(inflow, [...who, tx.now, starts, talking]),
      tx.one<Counts>(resolvedToday, [...who, starts]),
      tx.one<Counts>(heldByMe, [...who]),
      tx.one<Counts>(guidesOfMine, [...who]),
      tx.many<{ presence: 'online' | 'away' | 'offline'; n: number }>(agentsOf, [tx.workspaceId, desks]),
    ])
    const of = (counts: Counts, key: string) => counts[key] ?? 0
    const received = of(came, 'received')
    return {
      asOf: tx.now,
      desk: deskId,
      all: {
        createdToday: of(came, 'createdToday'),
        resolvedToday: of(resolved, 'all'),
        processing: of(work, 'processing'),
        pending: of(work, 'pending'),
        unassigned: of(work, 'unassigned'),
        resolvedWithinDay: {
          received,
          resolved: of(came, 'resolvedInTime'),
          share: received === 0 ? null : of(came, 'resolvedInTime') / received,
        },
      },
      my: {
        resolvedToday: of(resolved, 'mine'),
        processing: of(work, 'myProcessing'),
        pending: of(held, 'n'),
        transferred: of(work, 'myTransferred'),
        // Nobody can reserve a call before there is telephony.
        reservedCalls: 0,
        customerGuides: of(guides, 'n'),
      },
      conversations: {
        desks: talking.length > 0,
        waiting: of(work, 'chatsWaiting'),
        talking: of(work, 'chatsGoing'),
        missed: of(came, 'chatsMissed'),
      },
      calls: { configured: false, waiting: 0, talking: 0, missed: 0 },
      agents: { online: 0, away: 0, offline: 0, ...Object.fromEntries(agents.map(({ presence, n }) => [presence, n])) },
    }
  })
}

/** The desks whose tickets move when somebody goes away: there people talk with each other at that moment. */
async function desksThatTalk(tx: Tx, desks: readonly DeskToday[]): Promise<number[]> {
  const talking: number[] = []
  for (const { id, version } of desks) {
    const { transitions } = await lifecycleVersion(tx, version)
    if (transitions.some(({ on }) => on === 'assignee_left')) talking.push(id)
  }
  return talking
}
