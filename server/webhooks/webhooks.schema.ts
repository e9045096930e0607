import { z } from 'zod'
import { id, idIn, limitIn, lineIn, time } from '../platform/http/index.ts'
import { headerName, headerValue, ownHeaders } from '../platform/outgoing/index.ts'
import { eventTypeNames } from './event-types.ts'
import { outcomes } from './outcome.ts'

const typesList = 'Types of events it is told of; null: all of them, also those that come with later versions.'
const desksList = 'Desks whose tickets it is told of, by the desk a ticket is on when it is told; null: all of them.'

export const Webhook = z
  .object({
    id,
    name: z.string(),
    url: z.string(),
    types: z.array(z.string()).nullable().meta({ description: typesList }),
    desks: z.array(id).nullable().meta({ description: desksList }),
    headers: z.array(z.string()).meta({ description: 'Names of the headers that are sent along; their values cannot be read back.' }),
    enabled: z.boolean(),
    disabledAt: time.nullable(),
    disabledWhy: z
      .enum(['by_hand', 'gone', 'failing'])
      .nullable()
      .meta({ description: '`gone`: it answered 410. `failing`: every attempt failed for five days.' }),
    failingSince: time.nullable().meta({ description: 'Since when every attempt failed; null while it works.' }),
    lastDeliveredAt: time.nullable(),
    waiting: z.number().int().meta({ description: 'Deliveries that are still to be made.' }),
    formerSecretUntil: time.nullable().meta({ description: 'Until then the former secret signs as well.' }),
    createdAt: time,
    version: z.number().int(),
  })
  .meta({ id: 'Webhook' })

const secret = z.string().meta({ description: 'What its messages are signed with, `whsec_…`. It is shown in this answer and never again.' })

export const NewWebhook = Webhook.extend({ secret }).meta({ id: 'NewWebhook' })
export const ChangedWebhook = Webhook.extend({
  secret: secret.optional().meta({
    description:
      'Only when the address leads to another server: that one gets a secret of its own, and the headers are forgotten unless they were sent again.',
  }),
}).meta({ id: 'ChangedWebhook' })

const Headers = z
  .record(
    z.string().regex(headerName, 'is not the name of a header'),
    z.string().min(1, 'is missing').max(1_000).regex(headerValue, 'may hold letters, digits and signs of ASCII only, no line breaks'),
  )
  .superRefine((headers, context) => {
    const names = Object.keys(headers).map((name) => name.toLowerCase())
    if (names.length > 10) context.addIssue({ code: 'custom', message: 'may be ten at most' })
    if (new Set(names).size < names.length) context.addIssue({ code: 'custom', message: 'names one header twice' })
    for (const name of names) if (ownHeaders.test(name)) context.addIssue({ code: 'custom', path: [name], message: 'is set by Statedesk' })
  })
  .meta({
    description: 'Sent along with every message, such as `Authorization`. They are kept sealed and never read back.',
    examples: [{ Authorization: 'Bearer …' }],
  })

const url = z
  .string()
  .trim()
  .min(1, 'is missing')
  .meta({
    description:
      'Where to send to: https, port 443 or one above 1024, a host whose addresses are all public. Plain http and addresses inside go only where the operator allowed it (STATEDESK_ALLOW_NETWORKS).',
    examples: ['https://hooks.example.com/statedesk'],
  })
const types = z.array(z.enum(eventTypeNames)).min(1).max(eventTypeNames.length).nullable().meta({ description: typesList })
const desks = z.array(idIn).min(1).max(200).nullable().meta({ description: desksList })

export const CreateWebhook = z.strictObject({
  name: lineIn(100),
  url,
  types: types.default(null),
  desks: desks.default(null),
  headers: Headers.default({}),
})
export type WebhookInput = z.output<typeof CreateWebhook>

export const ChangeWebhook = z.strictObject({
  name: lineIn(100).optional(),
  url: url.optional(),
  types: types.optional(),
  desks: desks.optional(),
  headers: Headers.optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.int().min(1).optional(),
})
export type WebhookChange = z.output<typeof ChangeWebhook>

const state = z.enum(['waiting', 'sending', 'delivered', 'failed'])

export const WebhookDelivery = z
  .object({
    id,
    messageId: z.string().meta({ description: 'The header `webhook-id`; the same in every attempt.' }),
    type: z.string(),
    position: z.number().nullable().meta({ description: 'The place of its event in the feed; null for a test.' }),
    ticket: z.string().nullable().meta({ description: 'The reference of its ticket.' }),
    state: state.meta({ description: '`failed`: given up after ten attempts over three days. It can be asked for again.' }),
    attempts: z.number().int(),
    nextAttemptAt: time.nullable().meta({ description: 'Null as well while an earlier message about the same ticket goes first.' }),
    lastAttemptAt: time.nullable(),
    lastOutcome: z
      .enum(outcomes)
      .nullable()
      .meta({ description: 'How the last attempt ended, in one word. What the receiver said is kept nowhere.' }),
    lastStatus: z.number().int().nullable().meta({ description: 'The status of the last answer, if there was one.' }),
    lastMs: z.number().int().nullable().meta({ description: 'How long the last attempt took, in milliseconds.' }),
    deliveredAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'WebhookDelivery' })

export const WebhookId = z.object({ id: idIn })
export const DeliveryId = z.object({ id: idIn, delivery: idIn })
export const DeliveriesQuery = z.strictObject({ state: state.optional(), limit: limitIn, cursor: idIn.optional() })
