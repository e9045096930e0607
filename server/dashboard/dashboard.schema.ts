import { z } from 'zod'
import { id, idIn, time } from '../platform/http/index.ts'

const count = z.number().int()

export const DashboardQuery = z.strictObject({ desk: idIn.optional() })

export const Dashboard = z
  .object({
    asOf: time,
    desk: id.nullable(),
    all: z.object({
      createdToday: count,
      resolvedToday: count,
      processing: count,
      pending: count,
      unassigned: count,
      resolvedWithinDay: z
        .object({ received: count, resolved: count, share: z.number().nullable() })
        .meta({ description: 'Of the tickets received in the 24 hours that ended 24 hours ago; the share is null where there were none.' }),
    }),
    my: z.object({
      resolvedToday: count,
      processing: count,
      pending: count.meta({ description: 'Put on hold by oneself, whoever has it.' }),
      transferred: count,
      reservedCalls: count,
      customerGuides: count,
    }),
    conversations: z.object({
      desks: z.boolean().meta({ description: 'There is a desk where presence decides who talks to whom.' }),
      waiting: count,
      talking: count,
      missed: count.meta({ description: 'Begun today and closed before anybody answered.' }),
    }),
    calls: z.object({ configured: z.boolean(), waiting: count, talking: count, missed: count }),
    agents: z.object({ online: count, away: count, offline: count }),
  })
  .meta({ id: 'Dashboard' })
