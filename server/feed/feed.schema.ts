import { z } from 'zod'
import { id, time } from '../platform/http/index.ts'
import { TicketRow } from '../tickets/index.ts'

/** Something that happened on a ticket one may see. `row` is the ticket as it is now. */
const FeedEvent = z.object({
  position: z.number(),
  ticketId: id,
  reference: z.string(),
  type: z.string(),
  at: time,
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()),
  row: TicketRow.optional(),
})

/** One may no longer see this ticket. */
const TicketLeft = z.object({ position: z.number(), type: z.literal('ticket.left'), id })

export const FeedPage = z
  .object({
    items: z.array(z.union([TicketLeft, FeedEvent])),
    /** Where to continue; past what one could not see as well. */
    position: z.number(),
  })
  .meta({ id: 'FeedPage' })
