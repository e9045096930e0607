import type { Lifecycle } from '../../lifecycle/index.ts'
import { clockOf, readClocks } from '../hours/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import type { ClockedTicket, SlaOut } from '../tickets/index.ts'
import { stateAt, usedAt } from './course.ts'
import { policyOf, readPolicies } from './known-policies.ts'
import { isSetAside, phaseIn } from './phase.ts'
import { asCourse, termsOf } from './ticket-course.ts'

type Of = Pick<Tx, 'database' | 'workspaceId'>

export async function readFor(tx: Tx, tickets: readonly ClockedTicket[]): Promise<void> {
  const ids = (of: (ticket: ClockedTicket) => number | null) => [...new Set(tickets.map(of))].filter((id) => id !== null)
  await together([
    readPolicies(
      tx,
      ids((ticket) => ticket.slaPolicyVersionId),
    ),
    readClocks(
      tx,
      ids((ticket) => ticket.slaCalendarVersionId),
    ),
  ])
}

export function knows(of: Of, { slaPolicyVersionId, slaCalendarVersionId }: ClockedTicket): boolean {
  const knowsPolicy = slaPolicyVersionId === null || policyOf(of, slaPolicyVersionId) !== undefined
  return knowsPolicy && (slaCalendarVersionId === null || clockOf(of, slaCalendarVersionId) !== undefined)
}

/** How a ticket stands at this moment. */
export function slaView(of: Of, ticket: ClockedTicket, lifecycle: Lifecycle, now: Date): SlaOut | null {
  const known = termsOf(of, ticket)
  const course = asCourse(ticket)
  if (!known || !course) return null
  const { policy, terms } = known
  const at = now.getTime()
  const phase = isSetAside(ticket) ? 'ended' : phaseIn(lifecycle, ticket.status, policy.terms.pauseWhileWaiting)
  const changesAt = phase === 'running' ? terms.clock.nextChange(at) : null
  return {
    state: stateAt(course, at),
    policy: { id: policy.policyId, name: policy.name },
    firstResponse: terms.firstResponseMs === null ? null : firstResponse(ticket, now),
    resolution:
      terms.resolutionMs === null
        ? null
        : {
            dueAt: ticket.slaDueAt,
            pausedAt: phase === 'waiting' ? ticket.slaSince : null,
            left: Math.round((terms.resolutionMs - usedAt(terms, course, phase, at)) / 1000),
            metAt: phase === 'ended' ? ticket.resolvedAt : null,
          },
    warnAt: ticket.slaWarnAt,
    asOf: now,
    open: terms.clock.isOpen(at),
    changesAt: changesAt === null ? null : new Date(changesAt),
  }
}

function firstResponse({ slaFirstDueAt, firstResponseAt }: ClockedTicket, now: Date): SlaOut['firstResponse'] {
  const missed = slaFirstDueAt !== null && (firstResponseAt ? firstResponseAt > slaFirstDueAt : slaFirstDueAt <= now)
  return { dueAt: slaFirstDueAt, metAt: firstResponseAt, missed }
}
