import { z } from 'zod'
import { id, idIn, limitIn, lineIn, pageOf, time } from '../platform/http/index.ts'
import { TicketToComeIn } from '../tickets/index.ts'
import { languages } from '../variables/index.ts'

export const longestBody = 100_000
const mostFiles = 10

const kind = z.enum(['canned', 'template'])
const scope = z.enum(['all', 'desk', 'team', 'own'])
const shortcutIn = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,29}$/u, 'is up to 30 letters, digits, - and _, without the / before it')
const folderIn = z
  .string()
  .trim()
  .max(60)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'may not contain line breaks or control characters')
const htmlIn = z.string().max(longestBody)
const uploadsIn = z.array(idIn).max(mostFiles)

export const CreateText = z.strictObject({
  kind,
  title: lineIn(120),
  html: htmlIn,
  shortcut: shortcutIn.nullable().optional(),
  folder: folderIn.default(''),
  scope,
  desk: idIn.optional(),
  team: idIn.optional(),
  category: idIn.nullable().optional(),
  /** Uploads of one's own, which are copied. */
  attachments: uploadsIn.default([]),
})

export const ChangeText = z.strictObject({
  title: lineIn(120).optional(),
  html: htmlIn.optional(),
  shortcut: shortcutIn.nullable().optional(),
  folder: folderIn.optional(),
  scope: scope.optional(),
  desk: idIn.optional(),
  team: idIn.optional(),
  category: idIn.nullable().optional(),
  /** Files that stay; all of them where it is not said. */
  files: z.array(idIn).max(mostFiles).optional(),
  attachments: uploadsIn.default([]),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.int().min(1).optional(),
})

export const ListTexts = z.strictObject({
  kind: kind.optional(),
  scope: scope.optional(),
  desk: idIn.optional(),
  q: z.string().max(200).optional(),
  limit: limitIn,
  cursor: z.string().max(500).optional(),
})

const Named = z.object({ id, name: z.string() })

export const TextSummary = z
  .object({
    id,
    kind,
    title: z.string(),
    shortcut: z.string().nullable(),
    folder: z.string(),
    scope,
    desk: Named.nullable(),
    team: Named.nullable(),
    category: id.nullable(),
    preview: z.string(),
    fileCount: z.number(),
    uses: z.number(),
    version: z.number(),
    updatedAt: time,
    updatedBy: Named.nullable(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'PreparedTextSummary' })

export const PreparedText = TextSummary.extend({
  html: z.string(),
  text: z.string(),
  files: z.array(z.object({ id, filename: z.string(), contentType: z.string(), size: z.number() })),
}).meta({ id: 'PreparedText' })

export const TextPage = pageOf(TextSummary)

/** Words with their variables filled in. */
const filled = {
  html: z.string(),
  text: z.string(),
  unfilled: z.array(z.string()).meta({ description: 'Known variables that have no value here: gaps to be filled by hand.' }),
  unknown: z.array(z.string()).meta({ description: 'What is not a variable. It stays as it is and is not sent.' }),
}
export const FilledWords = z.object(filled).meta({ id: 'FilledWords' })

export const FilledText = z.object({ id, title: z.string(), ...filled, files: PreparedText.shape.files }).meta({ id: 'FilledText' })

export const InsertedText = z
  .object({
    id,
    title: z.string(),
    ...filled,
    attachments: z
      .array(z.object({ id, filename: z.string(), contentType: z.string(), size: z.number() }))
      .meta({ description: 'Copies of its files, as uploads of whoever inserts it.' }),
  })
  .meta({ id: 'InsertedText' })

const language = z.enum(languages).optional().meta({ description: 'Of dates and states. Where it is not said: the customer’s.' })

export const ForTicket = z.strictObject({ kind: kind.default('canned'), q: z.string().max(200).optional() })
export const InLanguage = z.strictObject({ language })
export const FillIn = z.strictObject({ html: htmlIn, language })
export const OnTicketToCome = z.strictObject({ ticket: TicketToComeIn, language })
export const FillFirst = OnTicketToCome.extend({ html: htmlIn })
export const PreviewIn = z.strictObject({ html: htmlIn, ticket: z.string().min(1).max(40).optional(), language })

export const VariableView = z
  .object({
    name: z.string(),
    type: z.enum(['text', 'mail', 'reference', 'date', 'choice']),
    takes: z.string(),
    example: z.string(),
    inMails: z.boolean().meta({ description: 'May stand in the resolution and hold mails of a desk.' }),
    inSignatures: z.boolean().meta({ description: 'May stand in signatures.' }),
  })
  .meta({ id: 'Variable' })

export const WrittenQuery = z.strictObject({
  kind: z.enum(['reply', 'note', 'resolution', 'hold']).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  cursor: idIn.optional(),
})

export const Written = z
  .object({
    id,
    kind: z.enum(['reply', 'note', 'resolution', 'hold']),
    at: time,
    ticket: z.object({ reference: z.string(), title: z.string() }),
    text: z.string(),
    clipped: z.boolean(),
  })
  .meta({ id: 'Written' })

export const TextId = z.object({ id: idIn })
export const TextOfTicket = z.object({ ref: z.string().min(1).max(40), id: idIn })
export const OfDesk = z.object({ id: idIn })
export const TextOfDesk = z.object({ id: idIn, text: idIn })
export const OfTicket = z.object({ ref: z.string().min(1).max(40) })
