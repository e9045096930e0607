import { z } from 'zod'
import { FormView } from '../forms/index.ts'
import { id, idIn, time } from '../platform/http/index.ts'
import { StatusView } from '../tickets/index.ts'

export const TransferDesk = z.object({ id, name: z.string() }).meta({ id: 'TransferDesk' })

export const TransferDeskForm = z
  .object({ id, name: z.string(), ...FormView.pick({ types: true, inquiryTypes: true, fields: true }).shape })
  .meta({ id: 'TransferDeskForm' })

export const DeskIn = z.object({ id: idIn })

const common = {
  id,
  ticket: z
    .object({
      reference: z.string(),
      desk: z.object({ id, name: z.string() }),
      status: StatusView,
      gone: z.enum(['spam', 'trash', 'purged']).nullable().meta({ description: 'Where it went, if its desk threw it away.' }),
      title: z.string().nullable().meta({ description: 'Null where whoever asks does not see that ticket.' }),
    })
    .meta({ description: 'What both sides know of each other; the rest takes the sight of that ticket.' }),
  transferredAt: time,
  transferredBy: z.string(),
}

const asked = { at: time, by: z.string(), toldAt: time.nullable().meta({ description: 'When the customer was told; null: not yet.' }) }

export const TransfersView = z
  .object({
    issues: z
      .array(z.object({ ...common, guide: z.object({ ...asked, text: z.string() }).nullable() }))
      .meta({ description: 'What other desks were handed of this ticket, and the last each asked to tell the customer. Newest first.' }),
    origins: z
      .array(z.object({ ...common, guide: z.object(asked).nullable() }))
      .meta({ description: 'What this ticket was made of. Newest first.' }),
  })
  .meta({ id: 'Transfers' })
