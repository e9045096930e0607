import type { Condition } from '../../conditions/index.ts'
import { aroundTheClock, type BusinessClock } from '../hours/index.ts'
import type { Priority } from '../tickets/index.ts'
import type { Terms } from './course.ts'

/** A policy as an admin writes it. */
export interface PolicyTerms {
  /** Null: all. */
  readonly desks: readonly number[] | null
  /** What else a ticket has to fulfil. */
  readonly where: Condition | null
  readonly pauseWhileWaiting: boolean
  /** A priority without an entry is promised nothing: the next policy is looked at. */
  readonly targets: Readonly<Record<Priority, Target | null>>
}

export interface Target {
  readonly firstResponse: Span | null
  readonly resolution: Span | null
  /** Business: the hours of the ticket's desk count. Calendar: every hour does. */
  readonly hours: 'business' | 'calendar'
}

/** A day of business hours is an average open day of them. */
export interface Span {
  readonly amount: number
  readonly unit: 'minutes' | 'hours' | 'days'
}

export interface PolicyVersion {
  readonly policyId: number
  readonly versionId: number
  readonly version: number
  readonly name: string
  readonly terms: PolicyTerms
}

/** What a target promises by the hours it counts. */
export function promised(target: Target, clock: BusinessClock): Terms {
  return { firstResponseMs: lengthOf(target.firstResponse, clock), resolutionMs: lengthOf(target.resolution, clock), clock }
}

export function clockFor(target: Target, hours: BusinessClock | null): BusinessClock {
  return target.hours === 'business' && hours ? hours : aroundTheClock
}

function lengthOf(span: Span | null, { dayMs }: BusinessClock): number | null {
  if (!span) return null
  return span.amount * { minutes: 60_000, hours: 3_600_000, days: dayMs }[span.unit]
}
