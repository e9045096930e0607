import { z } from 'zod'
import { keyIn } from '../forms/index.ts'
import { emailIn, idIn, lineIn, timeIn } from '../platform/http/index.ts'
import { internalReasons } from './move-ticket.ts'
import { snoozePresets, type SnoozePreset } from './snooze-time.ts'
import { channels, priorities } from './ticket.ts'
import { longestText } from './tickets.schema.ts'

export const refIn = z.object({ ref: z.string().min(1).max(40) })
const textIn = z.string().max(longestText)
export const titleIn = lineIn(300)
const mailAddressIn = z.strictObject({ address: emailIn, name: z.string().max(200).optional() })
const addressesIn = z
  .array(z.union([mailAddressIn, emailIn.transform((address): { address: string; name?: string } => ({ address }))]))
  .max(50)
const expectedVersion = z.int().positive().optional()
/** Somebody looked at the warnings and wants it sent all the same; a program needs not say it. */
const confirmWarnings = z.boolean().optional()

const contactIn = z.strictObject({ email: emailIn, name: lineIn(200).optional() })
const undoSecondsIn = z.int().min(0).max(60).optional()

/** Checked against what the desk asks. */
const fieldsIn = z
  .record(z.string().max(40), z.unknown())
  .refine((fields) => Object.keys(fields).length <= 300, 'are more than a desk can ask')
  .meta({ description: 'By the id of the field; null empties it.', examples: [{ '12': 'Pro', '13': null }] })

export const CreateTicket = z.strictObject({
  title: titleIn,
  description: textIn.optional(),
  descriptionHtml: textIn.optional(),
  desk: idIn.optional(),
  type: keyIn.optional(),
  inquiryType: idIn.nullable().optional(),
  fields: fieldsIn.optional(),
  channel: z.enum(channels).optional(),
  priority: z.enum(priorities).optional(),
  contact: contactIn.optional(),
  assignee: idIn.optional(),
  team: idIn.optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).optional(),
  internal: z.boolean().optional(),
  firstMessage: z
    .enum(['customer', 'agent'])
    .optional()
    .meta({ description: 'Whose words the description is. `agent`: yours; they are mailed to the contact like a reply.' }),
  cc: addressesIn.optional().meta({ description: 'Of a first message of yours.' }),
  bcc: addressesIn.optional().meta({ description: 'Of a first message of yours.' }),
  attachments: z
    .array(idIn)
    .max(50)
    .optional()
    .meta({ description: 'Uploads that stand with the description, and go with a first message of yours.' }),
  sendAt: timeIn.optional().meta({ description: 'Of a first message of yours: held back until then, and can be taken back so long.' }),
  undoSeconds: undoSecondsIn.meta({ description: 'Holds a first message of yours for so long; until then it can be taken back.' }),
  confirmWarnings,
})

/** What is known of a ticket while its first message is being written. */
export const TicketToComeIn = z.strictObject({
  title: z.string().trim().max(300).default(''),
  contact: contactIn.optional(),
  priority: z.enum(priorities).optional(),
  assignee: idIn.optional(),
  team: idIn.optional(),
})

export const PatchTicket = z.strictObject({
  title: titleIn.optional(),
  description: textIn.optional(),
  descriptionHtml: textIn.optional(),
  type: keyIn.optional(),
  inquiryType: idIn.nullable().optional(),
  fields: fieldsIn.optional(),
  processingCategory: idIn.nullable().optional(),
  priority: z.enum(priorities).optional(),
  labels: z.array(idIn).max(50).optional(),
  internal: z.boolean().optional(),
  expectedVersion,
})

const sendThen = <C extends z.ZodType>(processingCategory: C) =>
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('status'), to: z.string().max(40), processingCategory }),
    z.strictObject({ action: z.literal('resolve'), processingCategory }),
    z.strictObject({ action: z.literal('hold'), processingCategory }),
  ])

const processingCategory = idIn.nullable().optional()
/** Where the ticket goes with the same stroke, and what it is filed under. */
export const SendThenIn = sendThen(processingCategory)
/** The same as a draft keeps it. */
export const SendThenKept = sendThen(z.string().max(20).nullable().optional())

export const PostMessage = z.strictObject({
  kind: z.enum(['reply', 'note']).default('reply'),
  text: textIn.optional(),
  html: textIn.optional(),
  to: addressesIn.optional(),
  cc: addressesIn.optional(),
  bcc: addressesIn.optional(),
  attachments: z.array(idIn).max(50).optional(),
  seenMessageId: idIn.optional(),
  sendAt: timeIn.optional(),
  undoSeconds: undoSecondsIn.meta({ description: 'Holds the reply for so long; until then it can be taken back.' }),
  then: SendThenIn.optional(),
  quote: z.boolean().optional().meta({ description: 'Whether its mail quotes what was said before; true unless said otherwise.' }),
  mentions: z.array(idIn).max(20).optional().meta({ description: 'Colleagues whom a note calls.' }),
  forwardOf: idIn.optional().meta({ description: 'The message it passes on to somebody else; then it answers nobody.' }),
  fromDraft: z.boolean().optional().meta({ description: 'It was one’s draft on this ticket, which goes with it.' }),
  draftSeen: timeIn.optional().meta({ description: 'The `updatedAt` of that draft: one that is newer stays.' }),
  confirmWarnings,
  expectedVersion,
  as: z.literal('customer').optional(),
  contact: contactIn.optional(),
})

const none = z.strictObject({ expectedVersion })
const withText = z.strictObject({
  text: textIn.optional(),
  mail: z.boolean().optional(),
  team: idIn.optional(),
  processingCategory,
  confirmWarnings,
  expectedVersion,
})

/** The body of each `POST /tickets/{ref}/{action}`. */
export const actionBodies = {
  take: z.strictObject({ team: idIn.optional(), expectedVersion }),
  keep: z.strictObject({ team: idIn.optional(), expectedVersion }),
  assign: z.strictObject({ agent: idIn.optional(), team: idIn.optional(), ifUnassigned: z.boolean().optional(), expectedVersion }),
  forward: z.strictObject({ agent: idIn, team: idIn.optional(), expectedVersion }),
  transfer: z.strictObject({
    agent: idIn.optional(),
    team: idIn.optional(),
    note: z.string().trim().max(longestText).optional().meta({ description: 'For whoever gets it; a note on the ticket.' }),
    expectedVersion,
  }),
  'transfer-to-desk': z.strictObject({
    desk: idIn,
    title: titleIn,
    text: z.string().trim().min(1, 'is missing').max(longestText),
    type: keyIn.optional(),
    inquiryType: idIn.nullable().optional(),
    fields: fieldsIn.optional(),
    priority: z.enum(priorities).optional(),
    attachments: z.array(idIn).max(50).optional().meta({ description: 'Files of this ticket that the other desk gets as well.' }),
    expectedVersion,
  }),
  'request-guide': z.strictObject({ text: z.string().trim().min(1, 'is missing').max(10_000), expectedVersion }),
  'customer-told': none,
  unassign: none,
  status: z.strictObject({ to: z.string().max(40), confirmed: z.boolean().optional(), processingCategory, expectedVersion }),
  resolve: withText.extend({ score: z.int().min(1).max(5).optional() }),
  'resolve-internally': z.strictObject({
    reason: z.enum(internalReasons),
    text: textIn.optional(),
    team: idIn.optional(),
    processingCategory,
    expectedVersion,
  }),
  hold: withText,
  complete: none,
  close: z.strictObject({
    confirmed: z.boolean().optional(),
    as: z.literal('customer').optional(),
    processingCategory,
    expectedVersion,
  }),
  reopen: none,
  'request-closure': z.strictObject({ as: z.literal('customer').optional(), expectedVersion }),
  'schedule-closure': z.strictObject({ at: timeIn, expectedVersion }),
  'schedule-deletion': z.strictObject({ at: timeIn, expectedVersion }),
  'cancel-deletion': none,
  snooze: z.strictObject({
    until: timeIn.optional(),
    preset: z.enum(Object.keys(snoozePresets) as [SnoozePreset, ...SnoozePreset[]]).optional(),
    zone: z.string().max(60).optional(),
    expectedVersion,
  }),
  unsnooze: none,
  escalate: z.strictObject({ reason: z.string().trim().min(1, 'is missing').max(2000), expectedVersion }),
  merge: z.strictObject({ duplicate: z.string().min(1).max(40), expectedVersion }),
  unmerge: z.strictObject({ merge: idIn, expectedVersion }),
  spam: none,
  'not-spam': none,
  archive: none,
  unarchive: none,
  delete: none,
  restore: none,
  purge: none,
  'tracker-event': z.strictObject({ event: z.enum(['created', 'progressed', 'finished']), expectedVersion }),
} as const

export type ActionName = keyof typeof actionBodies
export type ActionBody<A extends ActionName> = z.output<(typeof actionBodies)[A]>
