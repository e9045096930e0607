import { toPredicate } from '../../conditions/index.ts'
import { aroundTheClock, type BusinessClock, clockOf, readClocks } from '../hours/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { conditionFacts, conditionFields, type Door, noServiceLevel, type Ticket } from '../tickets/index.ts'
import { begin, courseOf, type Turn } from './course.ts'
import { policiesOf, remember } from './known-policies.ts'
import { type LoggedStatus, phaseIn, type Stay, staysIn, turnsOf } from './phase.ts'
import { choiceFor, statusLog } from './sla.queries.ts'
import { clockFor, type PolicyVersion, promised, type Target } from './terms.ts'
import { setCourse } from './ticket-course.ts'

/** Gives a ticket the first policy that promises something for one like it, and computes its times from its beginning. */
export async function choose(door: Door): Promise<void> {
  const { ticket, tx } = door
  const choice = await (door.made ? choiceForNew(door, door.made) : choiceForThere(door))
  const { policies, calendarVersionId, labelIds } = choice
  const found = firstFitting(policies, ticket, labelIds, door.at)
  if (!found) {
    Object.assign(ticket, noServiceLevel)
    return
  }
  const { policy, target } = found
  const hours = target.hours === 'business' && calendarVersionId !== null ? calendarVersionId : null
  if (hours !== null) await readClocks(tx, [hours])
  const terms = promised(target, clockFor(target, hoursOf(tx, hours)))
  ticket.slaPolicyVersionId = policy.versionId
  ticket.slaCalendarVersionId = hours
  const answered = ticket.firstResponseAt?.getTime() ?? null
  const pauses = policy.terms.pauseWhileWaiting
  if (choice.stays === null) {
    setCourse(ticket, begin(terms, door.at.getTime(), phaseIn(door.lifecycle, ticket.status, pauses), answered))
  } else {
    setCourse(ticket, courseOf(terms, await turnsTo(door, choice.stays, pauses), answered).course)
  }
}

interface Choice {
  readonly policies: readonly PolicyVersion[]
  readonly calendarVersionId: number | null
  readonly labelIds: readonly number[]
  /** Null: it begins now. */
  readonly stays: readonly Stay[] | null
}

async function choiceForNew({ tx }: Door, { slaRevision, calendarVersionId, labelIds }: NonNullable<Door['made']>): Promise<Choice> {
  return { policies: await policiesOf(tx, slaRevision), calendarVersionId, labelIds, stays: null }
}

async function choiceForThere({ tx, ticket }: Door): Promise<Choice> {
  const [choice, log] = await together([
    tx.one<Omit<Choice, 'stays'>>(choiceFor, [tx.workspaceId, ticket.id, ticket.deskId]),
    tx.many<LoggedStatus>(statusLog, [tx.workspaceId, ticket.id]),
  ])
  for (const policy of choice.policies) remember(tx, policy)
  return { ...choice, stays: staysIn(log) }
}

/** The policy for a ticket, and its target. */
export function firstFitting(
  policies: readonly PolicyVersion[],
  ticket: Ticket,
  labelIds: readonly number[],
  now: Date,
): { policy: PolicyVersion; target: Target } | null {
  for (const policy of policies) {
    const { desks, where, targets } = policy.terms
    const target = targets[ticket.priority]
    if (!target || (desks && !desks.includes(ticket.deskId))) continue
    if (where && !toPredicate(where, conditionFields, { me: null, now })(conditionFacts(ticket, labelIds))) continue
    return { policy, target }
  }
  return null
}

/** What the log tells, and what this change does to it. */
async function turnsTo(door: Door, stays: readonly Stay[], pauses: boolean): Promise<Turn[]> {
  const { tx, ticket } = door
  const all = [...stays, { at: door.at.getTime(), status: ticket.status, lifecycleVersionId: ticket.lifecycleVersionId }]
  const lifecycles = new Map()
  for (const id of new Set(all.map((stay) => stay.lifecycleVersionId))) lifecycles.set(id, await lifecycleVersion(tx, id))
  return turnsOf(all, lifecycles, pauses)
}

function hoursOf(tx: Tx, versionId: number | null): BusinessClock {
  return (versionId === null ? undefined : clockOf(tx, versionId)) ?? aroundTheClock
}
