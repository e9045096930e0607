import { z } from 'zod'
import { fieldKinds } from '../../conditions/index.ts'
import { colours } from '../../lifecycle/index.ts'
import { Label } from '../lifecycles/index.ts'
import { idIn } from '../platform/http/index.ts'
import { fieldGroups, lookups } from './field-labels.ts'

export const ConditionField = z
  .object({
    key: z.string(),
    kind: z.enum(fieldKinds),
    label: Label,
    group: z.enum(fieldGroups),
    operators: z.array(z.string()),
    choices: z
      .array(z.object({ value: z.string(), label: Label, colour: z.enum(colours).optional() }))
      .nullable()
      .meta({ description: 'What it can be; null where its values are not a short list.' }),
    lookup: z.enum(lookups).nullable().meta({ description: 'Where the ids it can hold are listed.' }),
    offered: z.boolean().meta({ description: 'Whether the desk offers it to search by. It may stand in a condition either way.' }),
  })
  .meta({ id: 'ConditionField' })

export const ConditionFields = z.object({
  items: z.array(ConditionField),
  chosen: z.array(z.string()).meta({ description: 'The fields this person searches by, in their order.' }),
})

export const OfDesk = z.strictObject({ desk: idIn.optional() })

const key = z.string().regex(/^[a-z][a-z0-9_.-]{0,59}$/i, 'is not a field')
const keys = (most: number) =>
  z
    .array(key)
    .max(most)
    .transform((all) => [...new Set(all)])

export const ChooseFields = z.strictObject({ fields: keys(40) })

export const DeskId = z.object({ id: idIn })
export const DeskSearchFields = z
  .object({
    version: z.number(),
    items: z.array(z.object({ key: z.string(), label: Label, group: z.enum(fieldGroups), offered: z.boolean() })),
  })
  .meta({ id: 'DeskSearchFields' })

export const ChangeDeskSearchFields = z.strictObject({
  /** What the desk does not offer; everything else it does, also what is added later. */
  withheld: keys(300),
  expectedVersion: z.number().int().min(0).optional(),
})
