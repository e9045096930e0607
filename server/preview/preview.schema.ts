import { z } from 'zod'
import { emailIn, id, idIn } from '../platform/http/index.ts'
import { TicketToComeIn } from '../tickets/index.ts'
import { languages } from '../variables/index.ts'
import { FindingView } from '../wording/index.ts'

const longestText = 200_000
const addressesIn = z.array(z.strictObject({ address: emailIn, name: z.string().max(200).optional() })).max(50)

export const PreviewMail = z.strictObject({
  kind: z.enum(['reply', 'resolve', 'hold']),
  html: z.string().max(longestText).optional(),
  text: z.string().max(longestText).optional(),
  to: addressesIn.optional(),
  cc: addressesIn.optional(),
  bcc: addressesIn.optional(),
  attachments: z.array(idIn).max(50).optional(),
  quote: z.boolean().optional().meta({ description: 'Whether it quotes what was said before; true unless said otherwise.' }),
  forwardOf: idIn.optional().meta({ description: 'The message it passes on to somebody else.' }),
  /** False: the act is done without its mail. */
  mail: z.boolean().optional(),
})

export const PreviewFirst = PreviewMail.pick({ html: true, text: true, cc: true, bcc: true, attachments: true }).extend({
  ticket: TicketToComeIn,
})

const Address = z.object({ address: z.string(), name: z.string().optional() })

export const MailPreview = z
  .object({
    mailed: z.boolean(),
    whyNot: z
      .enum(['turned_off', 'internal', 'no_recipient', 'no_address', 'not_in_lifecycle'])
      .nullable()
      .meta({ description: 'Why nothing is mailed.' }),
    from: Address.nullable(),
    to: z.array(Address),
    cc: z.array(Address),
    bcc: z.array(Address),
    subject: z.string(),
    text: z.string(),
    contentUrl: z
      .string()
      .nullable()
      .meta({ description: 'Its HTML with the findings marked, for a sandboxed frame; for you alone, for an hour.' }),
    signature: z.object({ text: z.string(), of: z.enum(['agent', 'desk']) }).nullable(),
    attachments: z.array(z.object({ id, filename: z.string(), size: z.number() })),
    findings: z.array(FindingView),
  })
  .meta({ id: 'MailPreview' })

export const SampleMail = z.strictObject({
  mail: z.enum(['resolution', 'hold', 'acknowledgement', 'status', 'reply']),
  subject: z.string().max(200).default(''),
  text: z.string().max(20_000).default(''),
  signature: z.string().max(5000).optional(),
  /** What an agent would write in the dialogue; nothing of theirs stands in what the desk sends by itself. */
  words: z.string().max(20_000).default(''),
  /** Of the customer; that of the text unless said otherwise. */
  language: z.enum(languages).optional(),
})

export const TrialSent = z.object({ to: z.string(), response: z.string() })
export const SignatureView = z.object({ text: z.string(), of: z.enum(['agent', 'desk']).nullable() }).meta({ id: 'Signature' })
export const OfTicket = z.object({ ref: z.string().min(1).max(40) })
export const OfDesk = z.object({ id: idIn })
