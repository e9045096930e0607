import { z } from 'zod'
import { id, idIn, limitIn, time } from '../../platform/http/index.ts'

const deliveryState = z.enum(['waiting', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'])

export const OutboxQuery = z.strictObject({ state: deliveryState.optional(), limit: limitIn, cursor: idIn.optional() })

export const OutboxItem = z.object({
  id,
  ticket: z.string(),
  subject: z.string(),
  recipient: z.string(),
  role: z.enum(['to', 'cc', 'bcc']),
  state: deliveryState,
  createdAt: time,
  attempts: z.number().int(),
  nextAttemptAt: time.nullable(),
  lastResponse: z.string().nullable(),
})

export const OutboxList = z.object({ items: z.array(OutboxItem), nextCursor: z.string().nullable(), relay: z.string().nullable() })

export const OutboxMail = OutboxItem.extend({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  contentUrl: z.string().nullable(),
  /** Why it cannot be written as things are. */
  problem: z.string().nullable(),
})

export const RowId = z.object({ id: idIn })

export const QuarantineQuery = z.strictObject({ limit: limitIn, cursor: idIn.optional() })

export const QuarantinedMail = z.object({
  id,
  receivedAt: time,
  from: z.string(),
  subject: z.string(),
  error: z.string(),
  address: z.string(),
  size: z.number().int(),
})

export const TestMailSent = z.object({ accepted: z.literal(true), ticket: z.string().optional() })
