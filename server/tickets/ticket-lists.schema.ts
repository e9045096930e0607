import { z } from 'zod'
import { categories } from '../../lifecycle/index.ts'
import { keyIn } from '../forms/index.ts'
import { id, idIn, limitIn } from '../platform/http/index.ts'
import { slaStates } from './service-clock.ts'
import { channels, priorities } from './ticket.ts'
import { viewKeys } from './views.ts'

/** A condition as JSON text; `readCondition` checks it against what can be asked of tickets here. */
const whereIn = z
  .string()
  .max(16_000)
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      ctx.addIssue({ code: 'custom', message: 'is not JSON', input: text })
      return z.NEVER
    }
  })
  .meta({
    description: 'A condition (see conditions/README.md) as JSON: what the tickets have to fulfil besides.',
    examples: ['{"all":[{"field":"priority","op":"is","value":"urgent"},{"field":"labels","op":"has_any","value":["7"]}]}'],
  })

/** `1,2`: ids with commas between. */
const idsIn = z
  .string()
  .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14}){0,99}$/, 'must be ids with commas between')
  .transform((text) => [...new Set(text.split(',').map(Number))])

export const ListQuery = z.strictObject({
  view: z.enum(viewKeys).optional(),
  desk: idIn.optional(),
  desks: idsIn.optional(),
  status: z.string().max(40).optional(),
  category: z.enum(categories).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), idIn]).optional(),
  team: idIn.optional(),
  priority: z.enum(priorities).optional(),
  type: keyIn.optional(),
  channel: z.enum(channels).optional(),
  sla: z.enum([...slaStates, 'none']).optional(),
  label: idIn.optional(),
  contact: idIn.optional(),
  starred: z.stringbool().optional(),
  where: whereIn.optional(),
  q: z.string().max(500).optional(),
  sort: z.enum(['activity', 'due']).optional().meta({
    description: '`due`: what is promised next first, and only tickets of which something is promised. A search keeps its own order.',
  }),
  limit: limitIn,
  cursor: z.string().max(300).optional(),
})

export const CountQuery = ListQuery.omit({ q: true, limit: true, cursor: true })

/** How many tickets a list holds, whatever it was filtered by. */
export const MatchingView = z
  .object({
    count: z.number().meta({ description: 'Exact, unless there are more than it says.' }),
    more: z.boolean().meta({ description: 'There are more than 10,000; the statuses then hold a part of them.' }),
    statuses: z.array(z.object({ desk: id, key: z.string(), count: z.number() })),
  })
  .meta({ id: 'Matching' })
