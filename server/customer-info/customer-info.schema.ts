import { z } from 'zod'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'
import { headerName, headerValue, ownHeaders } from '../platform/outgoing/index.ts'
import { refIn } from '../tickets/index.ts'
import { readPath } from './answer-path.ts'
import { fieldKinds } from './map-answer.ts'
import { reasons } from './outcome.ts'

const desksList = 'Desks whose tickets and agents it is for; null: all of them.'
const useForWords = 'Where it is asked: beside tickets, in searches without a ticket, or both. Searches fill in `{{search}}` only.'
const urlWords =
  'Where it is asked: https, a public host, with variables after the host: `{{contact.email}}`, `{{contact.phone}}`, `{{contact.name}}`, `{{contact.external_id}}`, `{{search}}`. Values are encoded where they stand.'

const kind = z.enum(fieldKinds)
const useFor = z.enum(['tickets', 'search', 'both'])
const method = z.enum(['GET', 'POST'])

const MappedField = z.strictObject({
  label: lineIn(60),
  path: z
    .string()
    .trim()
    .min(1, 'is missing')
    .max(200)
    .refine((path) => path === '' || readPath(path) !== null, 'is not a path such as customer.orders[0].total')
    .meta({ description: 'Where the value stands in the JSON answer: names parted by dots, places in lists in brackets.' }),
  kind,
})

export const CustomerInfoSource = z
  .object({
    id,
    name: z.string(),
    desks: z.array(id).nullable().meta({ description: desksList }),
    useFor: useFor.meta({ description: useForWords }),
    enabled: z.boolean(),
    method,
    url: z.string().meta({ description: urlWords }),
    body: z.string().nullable(),
    auth: z
      .object({ header: z.string() })
      .nullable()
      .meta({ description: 'The header that is sent along; its value cannot be read back.' }),
    timeoutSeconds: z.number().int(),
    fields: z.array(z.object({ label: z.string(), path: z.string(), kind })),
    version: z.number().int(),
    updatedAt: time,
  })
  .meta({ id: 'CustomerInfoSource' })

const url = z.string().trim().min(1, 'is missing').max(2_000)
const body = z.string().max(4_000).nullable().meta({ description: 'With POST: JSON with variables inside its strings; null: nothing.' })
const timeoutSeconds = z.number().int().min(1).max(10)
const desks = z.array(idIn).min(1).max(200).nullable().meta({ description: desksList })
const fields = z.array(MappedField).min(1, 'is missing').max(20)

const Auth = z
  .strictObject({
    header: z
      .string()
      .regex(headerName, 'is not the name of a header')
      .refine((name) => !ownHeaders.test(name.toLowerCase()), 'is set by Statedesk'),
    secret: z
      .string()
      .min(1, 'is missing')
      .max(2_000)
      .regex(headerValue, 'may hold letters, digits and signs of ASCII only, no line breaks')
      .optional()
      .meta({ description: 'The value of the header. It is kept sealed and never given back; left out, the kept one stays.' }),
  })
  .nullable()

const name = lineIn(80)

export const CreateSource = z.strictObject({
  name,
  desks: desks.default(null),
  useFor: useFor.default('tickets'),
  enabled: z.boolean().default(true),
  method: method.default('GET'),
  url,
  body: body.default(null),
  auth: Auth.default(null),
  timeoutSeconds: timeoutSeconds.default(5),
  fields,
})
export type SourceInput = z.output<typeof CreateSource>

export const ChangeSource = z.strictObject({
  name: name.optional(),
  desks: desks.optional(),
  useFor: useFor.optional(),
  enabled: z.boolean().optional(),
  method: method.optional(),
  url: url.optional(),
  body: body.optional(),
  auth: Auth.optional(),
  timeoutSeconds: timeoutSeconds.optional(),
  fields: fields.optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.number().int().min(1).optional(),
})
export type SourceChange = z.output<typeof ChangeSource>

const sample = z.string().trim().max(200).optional()

export const TrySource = z.strictObject({
  source: idIn.optional().meta({ description: 'A source that is kept: what is not given here is as it is there.' }),
  config: ChangeSource.omit({ name: true, desks: true, enabled: true, expectedVersion: true }).default({}),
  values: z
    .strictObject({ email: sample, phone: sample, name: sample, externalId: sample, search: sample })
    .default({})
    .meta({ description: 'Whom to ask about.' }),
})

export const SourceId = z.object({ id: idIn })

export const SourceBrief = z.object({ id, name: z.string(), desks: z.array(id).nullable(), useFor }).meta({ id: 'CustomerInfoSourceBrief' })

export const InfoResult = z
  .object({
    source: z.object({ id: id.nullable(), name: z.string() }),
    state: z
      .enum(['found', 'nothing', 'not_asked', 'failed'])
      .meta({ description: '`nothing`: it was asked and knows nothing. `not_asked`: there is nothing to ask with.' }),
    fields: z
      .array(z.object({ label: z.string(), kind, value: z.string().nullable() }))
      .meta({ description: 'In the order of the source. What is no link, date or number comes as the text it is.' }),
    reason: z.enum(reasons).nullable(),
    message: z.string().nullable().meta({ description: 'The reason in words, in the language that was asked for.' }),
    status: z.number().int().nullable().meta({ description: 'The status of its answer, if there was one.' }),
    ms: z.number().int().meta({ description: 'How long it took.' }),
  })
  .meta({ id: 'CustomerInfoResult' })

export const TriedSource = InfoResult.extend({
  sent: z
    .object({ method, url: z.string(), body: z.string().nullable() })
    .nullable()
    .meta({ description: 'What was asked, with the values in their places and without the header.' }),
  raw: z.string().nullable().meta({ description: 'The first part of what it answered, for finding paths in.' }),
  rawIsCut: z.boolean(),
}).meta({ id: 'CustomerInfoTrial' })

export const OfTicket = z.strictObject({
  source: idIn.optional().meta({ description: 'Only this source.' }),
  refresh: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'Ask again, also what was asked within the last minute.' }),
})
export const TicketRef = refIn

export const SearchInformation = z.strictObject({
  text: lineIn(200),
  source: idIn.optional().meta({ description: 'Only this source.' }),
  refresh: z.boolean().default(false),
})
