import { aroundTheClock, type BusinessClock, clockOf } from '../hours/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { ClockedTicket, Ticket } from '../tickets/index.ts'
import type { Course, Terms } from './course.ts'
import { policyOf } from './known-policies.ts'
import { clockFor, type PolicyVersion, promised } from './terms.ts'

/** What is promised for a ticket, by versions that were read before. */
export function termsOf(
  of: Pick<Tx, 'database' | 'workspaceId'>,
  { slaPolicyVersionId, slaCalendarVersionId, priority }: Pick<ClockedTicket, 'slaPolicyVersionId' | 'slaCalendarVersionId' | 'priority'>,
): { policy: PolicyVersion; terms: Terms } | null {
  const policy = slaPolicyVersionId === null ? undefined : policyOf(of, slaPolicyVersionId)
  const target = policy?.terms.targets[priority]
  if (!policy || !target) return null
  const hours: BusinessClock | undefined = slaCalendarVersionId === null ? aroundTheClock : clockOf(of, slaCalendarVersionId)
  return hours ? { policy, terms: promised(target, clockFor(target, hours)) } : null
}

export function asCourse(
  ticket: Pick<ClockedTicket, 'slaSince' | 'slaUsedMs' | 'slaFirstDueAt' | 'slaWarnAt' | 'slaDueAt'>,
): Course | null {
  if (ticket.slaSince === null) return null
  return {
    since: ticket.slaSince.getTime(),
    usedMs: ticket.slaUsedMs ?? 0,
    firstDueAt: ticket.slaFirstDueAt?.getTime() ?? null,
    warnAt: ticket.slaWarnAt?.getTime() ?? null,
    dueAt: ticket.slaDueAt?.getTime() ?? null,
    nextDueAt: null,
  }
}

export function setCourse(ticket: Ticket, course: Course): void {
  const moment = (at: number | null) => (at === null ? null : new Date(at))
  ticket.slaSince = new Date(course.since)
  ticket.slaUsedMs = course.usedMs
  ticket.slaFirstDueAt = moment(course.firstDueAt)
  ticket.slaWarnAt = moment(course.warnAt)
  ticket.slaDueAt = moment(course.dueAt)
  ticket.slaNextDueAt = moment(course.nextDueAt)
}
