import { z } from 'zod'
import { id, idIn, lineIn } from '../platform/http/index.ts'
import { fieldKinds } from './form.ts'

const NameOut = z.object({ en: z.string(), ja: z.string().optional(), ko: z.string().optional() })
const item = { id, name: NameOut, retired: z.boolean(), version: z.number() }

export const FormFieldView = z
  .object({
    ...item,
    kind: z.enum(fieldKinds),
    help: NameOut.nullable(),
    options: z.array(z.object({ key: z.string(), name: NameOut, retired: z.boolean().optional() })),
    required: z.boolean(),
    readOnly: z.boolean(),
    inquiryTypes: z.array(id).meta({ description: 'The inquiry types it is asked for; none: for all.' }),
  })
  .meta({ id: 'FormField' })

export const FormView = z
  .object({
    desk: id,
    types: z.array(z.object({ key: z.string(), name: NameOut, retired: z.boolean(), version: z.number() })),
    inquiryTypes: z.array(z.object(item)),
    fields: z.array(FormFieldView),
    categories: z
      .array(z.object({ ...item, parent: id.nullable(), depth: z.number() }))
      .meta({ description: 'Each before those below it.' }),
  })
  .meta({ id: 'Form' })

const nameOf = (longest: number) =>
  z.union([
    lineIn(longest).transform((en): { en: string; ja?: string; ko?: string } => ({ en })),
    z.strictObject({ en: lineIn(longest), ja: lineIn(longest).optional(), ko: lineIn(longest).optional() }),
  ])
const nameIn = nameOf(80)
const expectedVersion = z.int().positive().optional()
/** Puts it before this one; null: last. */
const before = idIn.nullable().optional()
const retired = z.boolean().optional()
export const keyIn = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and underscores')

export const CreateType = z.strictObject({ name: nameIn, key: keyIn.optional() })
export const ChangeType = z.strictObject({ name: nameIn.optional(), retired, before: keyIn.nullable().optional(), expectedVersion })

export const CreateInquiryType = z.strictObject({ name: nameIn })
export const ChangeInquiryType = z.strictObject({ name: nameIn.optional(), retired, before, expectedVersion })

export const mostOptions = 200
const asked = {
  help: nameOf(300).nullable().optional(),
  options: z
    .array(z.strictObject({ key: keyIn.optional(), name: nameIn, retired: z.boolean().optional() }))
    .max(mostOptions)
    .optional(),
  required: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  inquiryTypes: z.array(idIn).max(100).optional(),
}
export const CreateField = z.strictObject({ kind: z.enum(fieldKinds), name: nameIn, ...asked })
export const ChangeField = z.strictObject({ name: nameIn.optional(), ...asked, retired, before, expectedVersion })

export const CreateCategory = z.strictObject({ name: nameIn, parent: idIn.nullable().optional() })
export const ChangeCategory = z.strictObject({
  name: nameIn.optional(),
  parent: idIn.nullable().optional(),
  retired,
  before,
  expectedVersion,
})

export const DeskIn = z.object({ id: idIn })
export const ItemIn = z.object({ id: idIn, item: idIn })
export const TypeIn = z.object({ id: idIn, key: keyIn })
