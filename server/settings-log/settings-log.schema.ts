import { z } from 'zod'
import { id, idIn, limitIn, time, timeIn } from '../platform/http/index.ts'

const values = z.record(z.string(), z.unknown())

export const SettingsChange = z
  .object({
    id,
    at: time,
    person: z
      .object({ id, name: z.string() })
      .nullable()
      .meta({ description: 'Who changed it; null: the product itself, or whoever runs the installation by a command.' }),
    subject: z.string().meta({ description: 'What kind of thing was changed.', examples: ['desk'] }),
    subjectId: id.nullable(),
    name: z.string().nullable().meta({ description: 'What it is called now, or was when it was removed.' }),
    change: values.meta({ description: 'What it is now. Long texts are cut; passwords, keys and secrets were never written down.' }),
    former: values.nullable().meta({ description: 'What it was, under the same names; null where nobody kept it.' }),
  })
  .meta({ id: 'SettingsChange' })

export const SettingsLogQuery = z.strictObject({
  person: idIn.optional(),
  subject: z
    .string()
    .regex(/^[a-z_]{1,40}$/, 'is not a kind of setting')
    .optional(),
  subjectId: idIn.optional(),
  /** From this moment on. */
  from: timeIn.optional(),
  /** Before this moment. */
  to: timeIn.optional(),
  limit: limitIn,
  cursor: idIn.optional(),
})
