import { readClocks } from '../hours/index.ts'
import { bucketOf, clockTimer, type Door, isUnresolved, type Ticket } from '../tickets/index.ts'
import { choose } from './choose-policy.ts'
import { advance, type Phase } from './course.ts'
import { readPolicies } from './known-policies.ts'
import { isSetAside, phaseIn } from './phase.ts'
import { asCourse, setCourse, termsOf } from './ticket-course.ts'

const chosen = new WeakSet<Door>()

/**
 * Brings a ticket's clock in line with a change that is about to be written. A ticket gets its policy when it is made, and
 * anew when its priority, desk or lifecycle changes, when it is reopened, and when it comes back from a folder; everything
 * else starts and stops the clock it has.
 */
export async function keepClock(door: Door): Promise<void> {
  const { before, ticket } = door
  if (!chosen.has(door) && choosesAnew(door)) await chooseAnew(door)
  else if (ticket.slaPolicyVersionId !== null) {
    await readKnown(door)
    if (before && !chosen.has(door)) goOn(door, before, ticket)
  }
  const [was, is] = [before && nextMark(before), nextMark(ticket)]
  if (was?.getTime() !== is?.getTime()) door.schedule(clockTimer, is)
}

function choosesAnew({ before, ticket }: Door): boolean {
  if (!isUnresolved(ticket) || isSetAside({ bucket: bucketOf(ticket) })) return false
  if (!before) return true
  return (
    before.priority !== ticket.priority ||
    before.deskId !== ticket.deskId ||
    before.lifecycleVersionId !== ticket.lifecycleVersionId ||
    !isUnresolved(before) ||
    isSetAside(before)
  )
}

/** Chooses a policy by what the ticket is now and computes its times from its beginning. */
export async function chooseAnew(door: Door): Promise<void> {
  chosen.add(door)
  const { ticket } = door
  const former = timesOf(ticket)
  await choose(door)
  // A mark that is true no longer will be told again when it comes true again.
  if (ticket.slaWarnedAt && !isReached(ticket.slaWarnAt, door.at)) ticket.slaWarnedAt = null
  if (ticket.slaBreachedAt && !isReached(ticket.slaDueAt, door.at)) ticket.slaBreachedAt = null
  const times = timesOf(ticket)
  if (JSON.stringify(times) !== JSON.stringify(former)) door.log('ticket.sla_set', times)
}

function timesOf({ slaPolicyVersionId, slaCalendarVersionId, slaFirstDueAt, slaDueAt }: Ticket) {
  return {
    policyVersion: slaPolicyVersionId,
    calendarVersion: slaCalendarVersionId,
    firstDueAt: slaFirstDueAt?.toISOString() ?? null,
    dueAt: slaDueAt?.toISOString() ?? null,
  }
}

async function readKnown({ tx, ticket }: Door): Promise<void> {
  const { slaPolicyVersionId, slaCalendarVersionId } = ticket
  if (slaPolicyVersionId !== null) await readPolicies(tx, [slaPolicyVersionId])
  if (slaCalendarVersionId !== null) await readClocks(tx, [slaCalendarVersionId])
}

function goOn(door: Door, before: Readonly<Ticket>, ticket: Ticket): void {
  const known = termsOf(door.tx, ticket)
  const course = asCourse(ticket)
  if (!known || !course) return
  const from = phaseOf(door, before, known.policy.terms.pauseWhileWaiting)
  const to = phaseOf(door, ticket, known.policy.terms.pauseWhileWaiting)
  const answered = ticket.firstResponseAt?.getTime() ?? null
  if (from === to && answered === (before.firstResponseAt?.getTime() ?? null)) return
  setCourse(ticket, advance(known.terms, course, { from, to, at: door.at.getTime(), firstResponseAt: answered }))
}

/** Both are of the present lifecycle: with another one the policy is chosen anew. */
function phaseOf({ lifecycle }: Door, ticket: Readonly<Ticket>, pauses: boolean): Phase {
  return isSetAside({ bucket: bucketOf(ticket) }) ? 'ended' : phaseIn(lifecycle, ticket.status, pauses)
}

/** When there is something to tell next that was not told yet. */
export function nextMark(ticket: Readonly<Ticket>): Date | null {
  if (ticket.slaPolicyVersionId === null || isSetAside({ bucket: bucketOf(ticket) })) return null
  const { slaWarnAt, slaDueAt, slaWarnedAt, slaBreachedAt } = ticket
  const warn = slaWarnedAt ? null : slaWarnAt
  const due = slaBreachedAt ? null : slaDueAt
  return warn && due ? (warn < due ? warn : due) : (warn ?? due)
}

export function isReached(moment: Date | null, at: Date): boolean {
  return moment !== null && moment <= at
}
