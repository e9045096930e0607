import { z } from 'zod'
import { categories, colours } from '../../lifecycle/index.ts'
import { id, pageOf, time } from '../platform/http/index.ts'
import { FindingView } from '../wording/index.ts'
import { SlaView } from './service-clock.ts'
import { channels, priorities } from './ticket.ts'

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

export const CreatedTicketView = TicketView.extend({
  heldMessage: id.nullable().meta({ description: 'Its first message, while that waits and can be taken back.' }),
  warnings: z.array(FindingView).meta({ description: 'What is worth a second look in a first message of yours.' }),
}).meta({ id: 'CreatedTicket' })

const MailAddressOut = z.object({ address: z.string(), name: z.string().optional() })
const DeliveryState = z.enum(['waiting', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'])

export const MessageView = z
  .object({
    id,
    kind: z.enum(['customer', 'reply', 'note', 'system', 'resolution', 'hold']),
    audience: z.enum(['public', 'staff', 'pending', 'unverified', 'third_party']).meta({
      description: 'Who reads it. `third_party`: it was forwarded to somebody else, or is their answer; the customer never sees it.',
    }),
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
    group: z
      .enum(['assign', 'status', 'process', 'time', 'folder', 'write', 'edit', 'related', 'message', 'other'])
      .meta({ description: '`message`: what is done to one of its messages.' }),
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

/** A ticket with what its page shows below it, as far as it was asked for. */
export const TicketPage = TicketView.extend({
  messages: z.object({ items: z.array(MessageView), previousCursor: z.string().nullable() }).optional(),
  events: pageOf(EventView).optional(),
}).meta({ id: 'TicketPage' })
