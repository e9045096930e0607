import { z } from 'zod'
import { id, idIn, lineIn, time, timeIn } from '../platform/http/index.ts'

const tone = z.enum(['info', 'warning'])
const body = z.string().trim().max(4000)

export const Announcement = z
  .object({
    id,
    title: z.string(),
    body: z.string(),
    tone,
    desk: id.nullable().meta({ description: 'Null: for every desk.' }),
    startsAt: time,
    endsAt: time.nullable(),
    version: z.number().int(),
    createdBy: z.object({ id, name: z.string() }),
    updatedAt: time,
  })
  .meta({ id: 'Announcement' })

export const AnnouncementId = z.object({ id: idIn })

export const ShownQuery = z.strictObject({ desk: idIn.optional() })

export const CreateAnnouncement = z.strictObject({
  title: lineIn(200),
  body: body.default(''),
  tone: tone.default('info'),
  desk: idIn.nullable().default(null),
  startsAt: timeIn.optional(),
  endsAt: timeIn.nullable().default(null),
})

export const ChangeAnnouncement = z.strictObject({
  title: lineIn(200).optional(),
  body: body.optional(),
  tone: tone.optional(),
  desk: idIn.nullable().optional(),
  startsAt: timeIn.optional(),
  endsAt: timeIn.nullable().optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.number().int().min(1).optional(),
})
