import { z } from 'zod'
import { id, idIn, pageOf, time } from '../platform/http/index.ts'
import { actionBodies, ListQuery, longestText, priorities } from '../tickets/index.ts'

/** Tickets that can be named one by one; more than these are chosen by a query. */
const mostNamed = 1_000

const plain = <K extends string>(action: K) => z.strictObject({ action: z.literal(action) })
const textIn = z.string().trim().min(1, 'is missing').max(longestText)
const labelsIn = z.array(idIn).max(50).default([])
/** A version is of one ticket. */
const ofOne = { expectedVersion: true } as const

/** What can be done to many tickets at once. */
export const BulkAction = z
  .discriminatedUnion('action', [
    actionBodies.status.omit(ofOne).extend({ action: z.literal('status') }),
    z.strictObject({ action: z.literal('priority'), priority: z.enum(priorities) }),
    z.strictObject({ action: z.literal('labels'), add: labelsIn, remove: labelsIn }),
    z.strictObject({ action: z.literal('assign'), agent: idIn.optional(), team: idIn.optional() }),
    plain('unassign'),
    z.strictObject({ action: z.literal('note'), text: textIn }),
    z.strictObject({
      action: z.literal('resolve'),
      text: z.string().max(longestText).optional(),
      score: z.int().min(1).max(5).optional(),
      mail: z.boolean().optional(),
      processingCategory: idIn.optional(),
    }),
    z.strictObject({ action: z.literal('hold'), text: z.string().max(longestText).optional(), mail: z.boolean().optional() }),
    actionBodies.snooze.omit(ofOne).extend({ action: z.literal('snooze') }),
    plain('unsnooze'),
    plain('star'),
    plain('unstar'),
    plain('archive'),
    plain('unarchive'),
    plain('spam'),
    plain('not-spam'),
    plain('delete'),
    plain('restore'),
    plain('purge'),
  ])
  .meta({ id: 'BulkAction' })

export type BulkAction = z.output<typeof BulkAction>
export type BulkActionName = BulkAction['action']

/** The tickets: named, or all that a list shows with the same query. */
export const BulkTickets = z
  .union([
    z.strictObject({ ids: z.array(idIn).min(1).max(mostNamed) }),
    z.strictObject({ query: ListQuery.omit({ limit: true, cursor: true }) }),
  ])
  .meta({ id: 'BulkTickets', description: 'Ids, or the query of `GET /tickets` (its values as text) for all that match it.' })

export type BulkTickets = z.output<typeof BulkTickets>

export const StartBulk = z.strictObject({ act: BulkAction, on: BulkTickets })

export const BulkId = z.object({ id: idIn })

export const BulkRun = z
  .object({
    id,
    action: z.string(),
    state: z.enum(['running', 'done', 'cancelled']),
    total: z.number(),
    done: z.number(),
    failed: z.number(),
    left: z.number(),
    undoOf: id.nullable(),
    undoable: z.boolean().meta({ description: 'It can be taken back now, by whoever asks.' }),
    createdAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'BulkRun' })

export const BulkFailure = z
  .object({
    ticket: id,
    reference: z.string().nullable().meta({ description: 'Null: there is no such ticket for whoever asked.' }),
    code: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'BulkFailure' })

export const BulkActions = z
  .object({
    items: z.array(
      z.object({
        action: z.string(),
        missing: z.string().nullable().meta({ description: 'The right one lacks to do it; null: one may.' }),
      }),
    ),
  })
  .meta({ id: 'BulkActions' })

export const FailurePage = pageOf(BulkFailure)

export const BulkPreview = z
  .object({
    count: z.number().meta({ description: 'Tickets it would be asked of.' }),
    unknown: z.number().meta({ description: 'Of these so many were not looked at, because they are of too many kinds.' }),
    mails: z.number().meta({ description: 'Customers’ mails it would send.' }),
    refused: z.array(z.object({ code: z.string(), message: z.string(), count: z.number(), sample: z.array(z.string()) })),
  })
  .meta({ id: 'BulkPreview' })
