import { z } from 'zod'
import { id, idIn } from '../platform/http/index.ts'
import { MessageView, refIn } from '../tickets/index.ts'

export const onMessage = refIn.extend({ id: idIn })
export const onMask = onMessage.extend({ mask: idIn })

const everywhere = z
  .boolean()
  .default(false)
  .meta({ description: 'Wherever these words stand in the ticket, and in whatever will be said there.' })

/** Positions in the message’s `text`, or words that stand in it. */
export const MaskWordsIn = z.union([
  z
    .strictObject({
      revision: z.number().int().meta({ description: 'The message’s, as the positions were read: otherwise 409.' }),
      from: z.number().int().min(0),
      to: z.number().int().min(1),
      everywhere,
    })
    .meta({ title: 'Positions' }),
  z
    .strictObject({
      text: z.string().trim().min(1, 'is missing').max(5_000),
      occurrence: z.number().int().min(1).max(10_000).optional().meta({ description: 'Which one of them, from 1; the first without it.' }),
      everywhere,
    })
    .meta({ title: 'Words' }),
])
export type MaskWords = z.output<typeof MaskWordsIn>

export const MaskedAnswer = z
  .object({
    message: MessageView,
    masks: z.array(id).meta({ description: 'Of this message: those that cover what was asked for.' }),
    occurrences: z.number().meta({ description: 'How many places were masked now, in the whole ticket.' }),
  })
  .meta({ id: 'MaskedMessage' })

export const MaskCount = z
  .object({
    here: z.number().meta({ description: 'In this message.' }),
    ticket: z.number().meta({ description: 'In the whole ticket, this message among it.' }),
    messages: z.number(),
    head: z.boolean().meta({ description: 'Also in the ticket’s title or resolution.' }),
  })
  .meta({ id: 'MaskCount' })

export const OriginalWords = z.object({ text: z.string() })
