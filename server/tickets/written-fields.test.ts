import fc from 'fast-check'
import { expect, it } from 'vitest'
import { updateTicket, writtenFields } from './door.queries.ts'
import { type Ticket, ticketFields } from './ticket.ts'

const before = Object.fromEntries(ticketFields.map((field) => [field, 0])) as unknown as Ticket
const changedIn = (...fields: (keyof Ticket)[]) => ({ ...before, ...Object.fromEntries(fields.map((field) => [field, 1])) }) as Ticket
const stamps = ['version', 'updatedAt', 'eventSeq', 'eventHash'] as const

/** What days of work change together, each in its variants: what a clock was before, whose turn it is, which texts there are. */
const saying = ['messageCount', 'preview', 'lastPublicMessageId', 'lastPublicBy', 'lastAgentMessageAt', 'firstResponseAt'] as const
const moving = ['status', 'category', 'resolvedAt', 'resolvedBy', 'resolutionText', 'resolutionScore', 'closureAt', 'heldBy'] as const
const clock = ['slaSince', 'slaUsedMs', 'slaFirstDueAt', 'slaWarnAt', 'slaDueAt', 'slaNextDueAt', 'slaWarnedAt', 'slaBreachedAt'] as const
const filing = ['inquiryTypeId', 'processingCategoryId', 'fields', 'type'] as const
const some = <Field>(of: readonly Field[]) => fc.subarray([...of])

it('a change writes what differs, and never what may not change', () => {
  fc.assert(
    fc.property(fc.subarray([...ticketFields]), (fields) => {
      const fixed = ['id', 'number', 'reference', 'createdAt', 'createdBy', 'channel']
      const written = writtenFields(before, changedIn(...fields))
      expect(written).toEqual(expect.arrayContaining(fields.filter((field) => !fixed.includes(field))))
      expect(written.filter((field) => fixed.includes(field))).toEqual([])
      expect(new Set(written).size).toBe(written.length)
    }),
  )
  expect(writtenFields(before, { ...before })).toEqual([])
})

it('whatever is said, moved, timed and filed together, the statements stay few enough to be prepared', () => {
  const names = new Set<string | undefined>()
  fc.assert(
    fc.property(
      fc.tuple(some(saying), some(moving), some(clock), some(filing)),
      fc.record({ hasDetails: fc.boolean(), hasCells: fc.boolean() }),
      (changed, having) => {
        names.add(updateTicket(writtenFields(before, changedIn(...stamps, ...changed.flat())), having).name)
      },
    ),
    { numRuns: 3_000 },
  )
  // Every one has a name: none is parsed anew each time.
  expect(names.has(undefined)).toBe(false)
  expect(names.size).toBeLessThanOrEqual(64)
})
