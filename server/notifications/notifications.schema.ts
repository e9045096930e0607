import { z } from 'zod'
import { id, idIn, limitIn, time } from '../platform/http/index.ts'
import { optionalKinds } from './kinds.ts'

export const Notice = z
  .object({
    id,
    kind: z.string(),
    ticket: z.object({ reference: z.string(), title: z.string() }).nullable(),
    /** What a notice is about that is not about a ticket. */
    subject: z.string().nullable(),
    actor: z.object({ kind: z.enum(['staff', 'customer', 'system']), id: id.nullable(), name: z.string().nullable() }).nullable(),
    at: time,
    readAt: time.nullable(),
    text: z.string().meta({ description: 'One English sentence.' }),
  })
  .meta({ id: 'Notice' })

export const NoticePage = z.object({
  items: z.array(Notice),
  nextCursor: z.string().nullable(),
  unread: z.number().int().meta({ description: 'How many are unread; 100 stands for 100 or more.' }),
})
export const NoticesQuery = z.strictObject({ unread: z.stringbool().default(false), limit: limitIn, cursor: idIn.optional() })

export const ReadNotices = z.strictObject({
  ids: z.array(idIn).max(1000).optional(),
  /** All about this ticket. */
  ticket: z.string().min(1).max(40).optional(),
})

const choice = { inbox: z.boolean(), mail: z.boolean() }
export const NoticeChoices = z.object({ items: z.array(z.object({ kind: z.string(), ...choice })) })
export const SetNoticeChoices = z.strictObject({
  items: z.array(z.strictObject({ kind: z.enum(optionalKinds as [string, ...string[]]), ...choice })).max(50),
})
