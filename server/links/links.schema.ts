import { z } from 'zod'
import { id, idIn, time } from '../platform/http/index.ts'
import { refIn, TicketRow, titleIn } from '../tickets/index.ts'

/** What the other ticket is to this one. */
export const linkKinds = ['related', 'duplicate_of', 'duplicated_by', 'parent', 'child'] as const
export type LinkKind = (typeof linkKinds)[number]

const kind = z
  .enum(linkKinds)
  .meta({ description: 'What the other ticket is to this one: its parent, its child, its original, its duplicate, or related.' })

export const AddLink = z.strictObject({ kind, to: z.string().min(1).max(40) })
export const LinkIn = refIn.extend({ id: idIn })

const LinkedTicket = TicketRow.pick({ id: true, reference: true, title: true, status: true, assignee: true, bucket: true })

export const TicketLink = z.object({ id, kind, ticket: LinkedTicket, createdAt: time }).meta({ id: 'TicketLink' })

export const LinksView = z
  .object({
    links: z.array(TicketLink).meta({ description: 'With tickets that whoever asks sees; of others nothing is said.' }),
    children: z
      .object({ total: z.number(), done: z.number() })
      .meta({ description: 'How many of the children shown are resolved or closed.' }),
    splits: z.array(
      z.object({
        id,
        kind: z
          .enum(['made', 'source'])
          .meta({ description: 'Whether the other ticket was made out of this one, or is where this one came from.' }),
        ticket: LinkedTicket,
        undoable: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'TicketLinks' })

export const Split = z.strictObject({
  messages: z.array(idIn).min(1).max(500),
  title: titleIn,
  desk: idIn.optional(),
  expectedVersion: z.number().int().positive().optional(),
})

export const Unsplit = z.strictObject({ split: idIn })
