import { z } from 'zod'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'

/** What it asks for is checked where the fields of the workspace are known. */
const conditionIn = z
  .record(z.string(), z.unknown())
  .refine((input) => JSON.stringify(input).length <= 16_000, 'is longer than 16,000 characters')
  .meta({
    description: 'A condition over tickets, see conditions/README.md.',
    examples: [{ field: 'priority', op: 'is', value: 'urgent' }],
  })

const name = lineIn(80)

export const ViewId = z.object({ id: idIn })
export const CreateView = z.strictObject({ name, where: conditionIn, shared: z.boolean().default(false) })
export const ChangeView = z.strictObject({
  name: name.optional(),
  where: conditionIn.optional(),
  shared: z.boolean().optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.number().int().min(1).optional(),
})

export const OrderViews = z.strictObject({
  shared: z.boolean().default(false),
  ids: z.array(idIn).max(200),
})

export const SavedView = z
  .object({
    id,
    name: z.string(),
    where: z.record(z.string(), z.unknown()),
    shared: z.boolean(),
    mine: z.boolean(),
    owner: z.object({ id, name: z.string() }),
    works: z.boolean().meta({ description: 'False: it asks for a field that is gone, and shows nothing.' }),
    version: z.number(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'SavedView' })

export const ViewCount = z.object({
  id,
  count: z.number().nullable().meta({ description: 'Exact, unless there are more than it says. Null: to count them takes too long.' }),
  more: z.boolean().meta({ description: 'There are more than 10,000.' }),
})
