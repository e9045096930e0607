import { z } from 'zod'
import { type Condition, parseCondition } from '../../conditions/index.ts'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'
import { conditionFields, priorities, type Priority } from '../tickets/index.ts'
import type { PolicyTerms, Span } from './terms.ts'

const { sla: _, processingCategory: _category, ...askable } = conditionFields

const most = { minutes: 60 * 24 * 60, hours: 24 * 365, days: 365 } as const
const spanIn = z
  .strictObject({ amount: z.number().int().min(1), unit: z.enum(['minutes', 'hours', 'days']) })
  .refine(({ amount, unit }) => amount <= most[unit], 'is longer than a year')

const targetIn = z
  .strictObject({
    firstResponse: spanIn.nullable().default(null),
    resolution: spanIn.nullable().default(null),
    hours: z.enum(['business', 'calendar']).default('business'),
  })
  .refine(({ firstResponse, resolution }) => firstResponse || resolution, 'promises nothing: leave it out')
  .refine(({ firstResponse, resolution }) => !firstResponse || !resolution || !isLonger(firstResponse, resolution), {
    error: 'is longer than the time to resolve the ticket',
    path: ['firstResponse'],
  })

function isLonger(one: Span, other: Span): boolean {
  // A day of business hours is of no known length here.
  if ((one.unit === 'days') !== (other.unit === 'days')) return false
  const length = ({ amount, unit }: Span) => amount * (unit === 'hours' ? 60 : 1)
  return length(one) > length(other)
}

const perPriority = <S extends z.ZodType>(target: S) =>
  z.strictObject(Object.fromEntries(priorities.map((priority) => [priority, target])) as Record<Priority, S>)

const whereIn = z.record(z.string(), z.unknown()).transform((input, ctx): Condition => {
  const parsed = parseCondition(input, askable)
  if (parsed.ok) return parsed.condition
  for (const { path, message } of parsed.problems)
    ctx.addIssue({ code: 'custom', message, path: path === '' ? [] : path.split('.'), input })
  return z.NEVER
})

export const TermsIn = z
  .strictObject({
    desks: z.array(idIn).min(1, 'is empty: leave it out for all desks').max(200).nullable().default(null),
    where: whereIn.nullable().default(null).meta({ description: 'A condition over tickets, see conditions/README.md.' }),
    pauseWhileWaiting: z.boolean().default(true),
    targets: perPriority(targetIn.nullable().default(null)).refine(
      (targets) => priorities.some((priority) => targets[priority] !== null),
      'promise nothing: set one for a priority at least',
    ),
  })
  .transform((terms): PolicyTerms => terms)

const Span = z.object({ amount: z.number(), unit: z.enum(['minutes', 'hours', 'days']) })
const Target = z.object({ firstResponse: Span.nullable(), resolution: Span.nullable(), hours: z.enum(['business', 'calendar']) })

export const PolicyView = z
  .object({
    id,
    name: z.string(),
    on: z.boolean(),
    version: z.number(),
    desks: z.array(id).nullable().meta({ description: 'Null: all desks.' }),
    where: z.record(z.string(), z.unknown()).nullable(),
    pauseWhileWaiting: z.boolean(),
    targets: perPriority(Target.nullable()),
    updatedAt: time,
  })
  .meta({ id: 'ServicePolicy' })

const name = lineIn(80)

export const PolicyId = z.object({ id: idIn })
export const CreatePolicy = z.strictObject({ name, on: z.boolean().default(true), terms: TermsIn })
export const ChangePolicy = z.strictObject({
  name: name.optional(),
  on: z.boolean().optional(),
  terms: TermsIn.optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.number().int().min(1).optional(),
})
export const OrderPolicies = z.strictObject({ ids: z.array(idIn).max(200) })

/** What would be promised for a ticket made at a time, by terms that need not be kept. */
const soon = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2200, 'is too far away')

export const PreviewIn = z.strictObject({ terms: TermsIn, desk: idIn.optional(), at: soon.optional() })
const Moment = z.object({ firstDueAt: time.nullable(), warnAt: time.nullable(), dueAt: time.nullable() })
export const PreviewView = z.object({
  at: time,
  desk: z.object({ id, name: z.string() }),
  calendar: z.string().nullable().meta({ description: 'The name of its business hours; null: around the clock.' }),
  zone: z.string(),
  dayHours: z.number().meta({ description: 'How long a day of these business hours is.' }),
  priorities: perPriority(Moment.nullable()),
})

export const RunView = z
  .object({
    id,
    startedAt: time,
    finishedAt: time.nullable(),
    total: z.number(),
    done: z.number(),
    changed: z.number(),
    failed: z.number().meta({ description: 'Tickets on which something broke on our side; they keep what they were promised.' }),
    stopped: z.boolean().meta({ description: 'It broke off before its end and does not go on. Apply again.' }),
    by: z.string().nullable(),
  })
  .meta({ id: 'ServiceLevelRun' })
