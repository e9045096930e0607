import { z } from 'zod'
import { type Condition, parseCondition } from '../../conditions/index.ts'
import { categories, colours } from '../../lifecycle/index.ts'
import { emailIn, id, idIn, limitIn, lineIn, pageOf, time, timeIn } from '../platform/http/index.ts'
import { internalReasons } from './move-ticket.ts'
import { snoozePresets, type SnoozePreset } from './snooze-time.ts'
import { channels, priorities, ticketTypes } from './ticket.ts'
import { conditionFields } from './ticket-conditions.ts'
import { viewKeys } from './views.ts'

/** Longest text of one message, in characters. */
export const longestText = 200_000

export const Label = z.object({ en: z.string(), ja: z.string(), ko: z.string() })
export const StatusView = z.object({ key: z.string(), label: Label, colour: z.enum(colours), category: z.enum(categories) })
const PersonRef = z.object({ id, name: z.string() })
const AgentRef = PersonRef.extend({ avatarHue: z.number() })
export const ContactRef = z.object({ id, name: z.string(), email: z.string().nullable() })
const Referenced = z.object({ reference: z.string() })

export const TicketRow = z
  .object({
    id,
    reference: z.string(),
    title: z.string(),
    desk: id,
    status: StatusView,
    priority: z.enum(priorities),
    type: z.enum(ticketTypes),
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
    lastActivityAt: time,
    createdAt: time,
    updatedAt: time,
    preview: z.string(),
    messageCount: z.number(),
    version: z.number(),
    viewers: z.array(PersonRef.extend({ typing: z.boolean() })),
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
    sentence: z.object({ en: z.string() }),
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
        type: z.enum(['text', 'longtext', 'boolean', 'score', 'datetime', 'agent', 'team', 'ticket', 'choice']),
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
const titleIn = lineIn(300)
const mailAddressIn = z.strictObject({ address: emailIn, name: z.string().max(200).optional() })
const addressesIn = z
  .array(z.union([mailAddressIn, emailIn.transform((address): { address: string; name?: string } => ({ address }))]))
  .max(50)
const expectedVersion = z.int().positive().optional()

export const CreateTicket = z.strictObject({
  title: titleIn,
  description: textIn.optional(),
  descriptionHtml: textIn.optional(),
  desk: idIn.optional(),
  type: z.enum(ticketTypes).optional(),
  channel: z.enum(channels).optional(),
  priority: z.enum(priorities).optional(),
  contact: z.strictObject({ email: emailIn, name: lineIn(200).optional() }).optional(),
  assignee: idIn.optional(),
  team: idIn.optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).optional(),
  internal: z.boolean().optional(),
  firstMessage: z.enum(['customer', 'agent']).optional(),
})

/** A condition as JSON text, checked against what can be asked of tickets. */
const whereIn = z
  .string()
  .max(16_000)
  .transform((text, ctx): Condition => {
    const refuse = (message: string, path: string[] = []) => {
      ctx.addIssue({ code: 'custom', message, path, input: text })
      return z.NEVER
    }
    let input: unknown
    try {
      input = JSON.parse(text)
    } catch {
      return refuse('is not JSON')
    }
    const parsed = parseCondition(input, conditionFields)
    if (parsed.ok) return parsed.condition
    for (const { path, message } of parsed.problems) refuse(message, path === '' ? [] : path.split('.'))
    return z.NEVER
  })
  .meta({
    description: 'A condition (see conditions/README.md) as JSON: what the tickets have to fulfil besides.',
    examples: ['{"all":[{"field":"priority","op":"is","value":"urgent"},{"field":"labels","op":"has_any","value":["7"]}]}'],
  })

export const ListQuery = z.strictObject({
  view: z.enum(viewKeys).optional(),
  desk: idIn.optional(),
  status: z.string().max(40).optional(),
  category: z.enum(categories).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), idIn]).optional(),
  team: idIn.optional(),
  priority: z.enum(priorities).optional(),
  type: z.enum(ticketTypes).optional(),
  channel: z.enum(channels).optional(),
  label: idIn.optional(),
  contact: idIn.optional(),
  starred: z.stringbool().optional(),
  where: whereIn.optional(),
  q: z.string().max(500).optional(),
  limit: limitIn,
  cursor: z.string().max(300).optional(),
})

export const PatchTicket = z.strictObject({
  title: titleIn.optional(),
  type: z.enum(ticketTypes).optional(),
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
  expectedVersion,
  as: z.literal('customer').optional(),
  contact: z.strictObject({ email: emailIn, name: lineIn(200).optional() }).optional(),
})

const none = z.strictObject({ expectedVersion })
const withText = z.strictObject({ text: textIn.optional(), mail: z.boolean().optional(), team: idIn.optional(), expectedVersion })

/** The body of each `POST /tickets/{ref}/{action}`. */
export const actionBodies = {
  take: z.strictObject({ team: idIn.optional(), expectedVersion }),
  keep: z.strictObject({ team: idIn.optional(), expectedVersion }),
  assign: z.strictObject({ agent: idIn.optional(), team: idIn.optional(), ifUnassigned: z.boolean().optional(), expectedVersion }),
  forward: z.strictObject({ agent: idIn, team: idIn.optional(), expectedVersion }),
  unassign: none,
  status: z.strictObject({ to: z.string().max(40), confirmed: z.boolean().optional(), expectedVersion }),
  resolve: withText.extend({ score: z.int().min(1).max(5).optional() }),
  'resolve-internally': z.strictObject({
    reason: z.enum(internalReasons),
    text: textIn.optional(),
    team: idIn.optional(),
    expectedVersion,
  }),
  hold: withText,
  complete: none,
  close: z.strictObject({ confirmed: z.boolean().optional(), as: z.literal('customer').optional(), expectedVersion }),
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
