import { z } from 'zod'
import { categories, colours } from '../../lifecycle/index.ts'
import { keyIn } from '../forms/index.ts'
import { emailIn, id, idIn, limitIn, lineIn, pageOf, time, timeIn } from '../platform/http/index.ts'
import { internalReasons } from './move-ticket.ts'
import { slaStates, SlaView } from './service-clock.ts'
import { snoozePresets, type SnoozePreset } from './snooze-time.ts'
import { channels, priorities } from './ticket.ts'
import { viewKeys } from './views.ts'

/** Longest text of one message, in characters. */
export const longestText = 200_000

export const Label = z.object({ en: z.string(), ja: z.string(), ko: z.string() })
export const StatusView = z.object({ key: z.string(), label: Label, colour: z.enum(colours), category: z.enum(categories) })
const PersonRef = z.object({ id, name: z.string() })
const AgentRef = PersonRef.extend({ avatarHue: z.number() })
export const ContactRef = z.object({ id, name: z.string(), email: z.string().nullable() })
const NamedRef = z.object({ id, name: z.object({ en: z.string(), ja: z.string().optional(), ko: z.string().optional() }) })
const Referenced = z.object({ reference: z.string() })

const Ranges = z
  .array(z.array(z.number().int()).length(2))
  .meta({ description: 'Pieces of the text beside, from one place up to another, in UTF-16 units.' })

/** Where a search found its words. */
const Match = z
  .object({
    title: Ranges,
    contact: Ranges,
    reference: Ranges,
    message: z
      .object({
        id,
        isNote: z.boolean(),
        author: z.string(),
        text: z.string(),
        marks: Ranges,
        cutBefore: z.boolean(),
        cutAfter: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'Match' })

export const TicketRow = z
  .object({
    id,
    reference: z.string(),
    title: z.string(),
    desk: id,
    status: StatusView,
    priority: z.enum(priorities),
    type: z.string().meta({ description: 'The key of one of the desk’s types.', examples: ['support_ticket'] }),
    channel: z.enum(channels),
    contact: ContactRef.nullable(),
    assignee: AgentRef.nullable(),
    team: PersonRef.nullable(),
    labels: z.array(z.object({ id, name: z.string(), colour: z.string() })),
    starred: z.boolean(),
    unread: z.boolean(),
    internal: z.boolean(),
    bucket: z.enum(['active', 'snoozed', 'spam', 'trash', 'archived', 'merged', 'purged']),
    snoozedUntil: time.nullable(),
    sla: SlaView.nullable(),
    lastActivityAt: time,
    createdAt: time,
    updatedAt: time,
    preview: z.string(),
    messageCount: z.number(),
    version: z.number(),
    viewers: z.array(PersonRef.extend({ typing: z.boolean() })),
    match: Match.optional().meta({ description: 'Of what a search found: where it has what was looked for.' }),
  })
  .meta({ id: 'TicketRow' })

export const TicketView = TicketRow.extend({
  contactTicketCount: z.number(),
  participants: z.array(z.object({ contact: ContactRef, via: z.string() })),
  rights: z.object({ reply: z.boolean(), editOwn: z.boolean(), requestClosure: z.boolean(), close: z.boolean(), invite: z.boolean() }),
  firstResponseAt: time.nullable(),
  resolvedAt: time.nullable(),
  resolutionSeconds: z.number().nullable(),
  resolution: z.object({ text: z.string().nullable(), score: z.number().nullable() }).nullable(),
  surveyScore: z.number().nullable(),
  closureAt: time.nullable(),
  deletionAt: time.nullable(),
  mergedInto: Referenced.nullable(),
  mergedFrom: z.array(z.object({ reference: z.string(), mergeId: id, undoable: z.boolean() })),
  followUpOf: Referenced.nullable(),
  followUps: z.array(Referenced),
  possiblyBelongsTo: Referenced.nullable(),
  lastAssignee: PersonRef.nullable(),
  seenMessageId: id.nullable(),
  inquiryType: NamedRef.nullable(),
  processingCategory: NamedRef.nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).meta({
    description: 'By the id of the field. What was filled in for another inquiry type is kept.',
    examples: [{ '12': 'Pro', '13': 3 }],
  }),
  inTransfer: z.boolean().meta({ description: 'It was handed on to another desk, or was made by that: `/transfers` says more.' }),
  guideSince: time.nullable().meta({ description: 'Since when its customer is to be told what another desk found out.' }),
  descriptionId: id.nullable().meta({ description: 'The message the ticket was opened with.' }),
}).meta({ id: 'Ticket' })

const MailAddressOut = z.object({ address: z.string(), name: z.string().optional() })
const DeliveryState = z.enum(['waiting', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'])

export const MessageView = z
  .object({
    id,
    kind: z.enum(['customer', 'reply', 'note', 'system', 'resolution', 'hold']),
    audience: z.enum(['public', 'staff', 'pending', 'unverified']),
    state: z.enum(['draft', 'queued', 'released', 'withdrawn']),
    author: z.object({
      kind: z.enum(['agent', 'contact', 'system']),
      id: id.nullable(),
      name: z.string(),
      email: z.string().nullable(),
      avatarHue: z.number(),
    }),
    at: time,
    sendAt: time.nullable(),
    editedAt: time.nullable(),
    subject: z.string().nullable(),
    text: z.string(),
    preview: z.string(),
    hasQuote: z.boolean(),
    hasHtml: z.boolean(),
    contentUrl: z.string().nullable().meta({ description: 'Its HTML, for a sandboxed frame; null where there is none.' }),
    attachments: z.array(
      z.object({
        id,
        filename: z.string(),
        contentType: z.string(),
        size: z.number(),
        inline: z.boolean(),
        isImage: z.boolean(),
        url: z.string(),
      }),
    ),
    to: z.array(MailAddressOut),
    cc: z.array(MailAddressOut),
    bcc: z.array(MailAddressOut),
    verdict: z.enum(['pass', 'fail', 'none']).nullable(),
    warning: z.string().nullable(),
    why: z.string().nullable(),
    /** What kind of automatic mail it is; null for what a person wrote. */
    autoKind: z.string().nullable(),
    delivery: z
      .object({
        state: DeliveryState,
        recipients: z.array(z.object({ address: z.string(), state: DeliveryState, at: time.nullable(), response: z.string().nullable() })),
      })
      .nullable(),
    systemLine: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
    revision: z.number().meta({ description: 'Goes up whenever words of it are masked or unmasked.' }),
    masks: z
      .array(z.object({ id, from: z.number(), to: z.number() }))
      .meta({ description: 'Where asterisks stand for masked words: positions in `text`, in UTF-16 code units.' }),
  })
  .meta({ id: 'Message' })

export const EventView = z
  .object({
    seq: z.number(),
    type: z.string(),
    at: time,
    actor: z.object({ kind: z.enum(['staff', 'customer', 'system']), id: id.nullable(), name: z.string() }),
    data: z.record(z.string(), z.unknown()),
    details: z.record(z.string(), z.unknown()).nullable(),
    sentence: z
      .object({ en: z.string(), ja: z.string().optional(), ko: z.string().optional() })
      .meta({ description: 'In English, and in the language of the request (Accept-Language).' }),
  })
  .meta({ id: 'TicketEvent' })

export const DeliveryView = z
  .object({
    id,
    messageId: id,
    recipient: z.string(),
    state: DeliveryState,
    nextAttemptAt: time.nullable(),
    attempts: z.array(
      z.object({
        n: z.number(),
        startedAt: time,
        endedAt: time.nullable(),
        outcome: z.string().nullable(),
        code: z.number().nullable(),
        response: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Delivery' })

export const ActionView = z
  .object({
    action: z.string(),
    label: z.string(),
    to: z.string().optional(),
    group: z.enum(['assign', 'status', 'process', 'time', 'folder', 'write', 'edit', 'other']),
    needs: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['text', 'longtext', 'boolean', 'score', 'datetime', 'agent', 'team', 'ticket', 'choice', 'category', 'desk']),
        required: z.boolean(),
        options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
      }),
    ),
    allowed: z.boolean(),
    refusal: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'Action' })

export const CountsView = z.object({
  asOf: time,
  position: z.number(),
  views: z.record(z.string(), z.number()),
  statuses: z.array(StatusView.extend({ desk: id, all: z.number(), unassigned: z.number(), mine: z.number() })),
})

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
  contact: z.strictObject({ email: emailIn, name: lineIn(200).optional() }).optional(),
  assignee: idIn.optional(),
  team: idIn.optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).optional(),
  internal: z.boolean().optional(),
  firstMessage: z.enum(['customer', 'agent']).optional(),
})

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

/** Where the ticket goes with the same stroke. */
export const SendThenIn = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('status'), to: z.string().max(40) }),
  z.strictObject({ action: z.literal('resolve') }),
  z.strictObject({ action: z.literal('hold') }),
])

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
  undoSeconds: z.int().min(0).max(60).optional().meta({ description: 'Holds the reply for so long; until then it can be taken back.' }),
  then: SendThenIn.optional(),
  quote: z.boolean().optional().meta({ description: 'Whether its mail quotes what was said before; true unless said otherwise.' }),
  mentions: z.array(idIn).max(20).optional().meta({ description: 'Colleagues whom a note calls.' }),
  forwardOf: idIn.optional().meta({ description: 'The message it passes on to somebody else; then it answers nobody.' }),
  fromDraft: z.boolean().optional().meta({ description: 'It was one’s draft on this ticket, which goes with it.' }),
  confirmWarnings,
  expectedVersion,
  as: z.literal('customer').optional(),
  contact: z.strictObject({ email: emailIn, name: lineIn(200).optional() }).optional(),
})

const none = z.strictObject({ expectedVersion })
const processingCategory = idIn.nullable().optional()
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

/** A ticket with what its page shows below it, as far as it was asked for. */
export const TicketPage = TicketView.extend({
  messages: z.object({ items: z.array(MessageView), previousCursor: z.string().nullable() }).optional(),
  events: pageOf(EventView).optional(),
}).meta({ id: 'TicketPage' })
