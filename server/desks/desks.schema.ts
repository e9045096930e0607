import { z } from 'zod'
import { emailIn, id, idIn, lineIn, time } from '../platform/http/index.ts'
import { Label, Status } from '../lifecycles/index.ts'
import { securities } from './relay-settings.ts'
import { DeskSettingsPatch, DeskSettingsSchema } from './desk-settings.ts'

export const DeskSummary = z
  .object({
    id,
    name: z.string(),
    lifecycle: z.object({
      key: z.string(),
      name: Label,
      version: z.number().int(),
      statuses: z.array(Status),
      writerHasIt: z.boolean().meta({ description: 'Whoever writes to a customer first has the ticket.' }),
    }),
    address: z.string().nullable(),
    isDefault: z.boolean(),
    chooseChannel: z.boolean(),
    normalIsMedium: z.boolean(),
  })
  .meta({ id: 'DeskSummary' })

const imap = { host: z.string(), port: z.number().int(), secure: z.boolean(), user: z.string(), folder: z.string() }

const relay = { host: z.string(), port: z.number().int(), security: z.enum(securities), user: z.string().nullable() }

export const DeskAddress = z
  .object({
    id,
    address: z.string(),
    kind: z.enum(['smtp', 'imap']),
    isPrimary: z.boolean(),
    trustedRelays: z.array(z.string()),
    trustedAuthservId: z.string().nullable(),
    version: z.number().int(),
    imap: z.object({ ...imap, hasPassword: z.boolean(), error: z.string().nullable(), checkedAt: time.nullable() }).nullable(),
  })
  .meta({ id: 'DeskAddress' })

export const Desk = z
  .object({
    ...DeskSummary.shape,
    fromName: z.string(),
    signature: z.string(),
    replyToken: z.enum(['address', 'message_id']),
    addresses: z.array(DeskAddress),
    relay: z
      .object({ ...relay, hasPassword: z.boolean() })
      .nullable()
      .meta({ description: 'Its own way out for mail; null: the relay of the installation.' }),
    settings: DeskSettingsSchema,
    calendar: id.nullable().meta({ description: 'Its business hours; null: around the clock.' }),
    version: z.number().int(),
  })
  .meta({ id: 'Desk' })

export const MailHelp = z
  .object({ smtpHost: z.string(), smtpPort: z.number().int(), address: z.string(), swaks: z.string(), relay: z.string().nullable() })
  .meta({ id: 'MailHelp' })

const hostIn = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.:-]{1,253}$/, 'is not a host name')

export const ImapIn = z.strictObject({
  host: hostIn,
  port: z.number().int().min(1).max(65_535).default(993),
  secure: z.boolean().default(true),
  user: lineIn(254),
  password: z.string().min(1).max(1000).optional(),
  folder: lineIn(200).default('INBOX'),
})
export type ImapInput = z.output<typeof ImapIn>

export const RelayIn = z.strictObject({
  host: hostIn,
  port: z.number().int().min(1).max(65_535).default(587),
  security: z
    .enum(securities)
    .default('starttls')
    .meta({ description: '`tls` from the first byte, `starttls` after the greeting, `none` only inside networks the operator allowed.' }),
  user: lineIn(254).nullable().default(null),
  password: z.string().min(1).max(1000).optional(),
})
export type RelayInput = z.output<typeof RelayIn>

export const CreateDesk = z.strictObject({ name: lineIn(80), lifecycle: z.string().max(40), address: emailIn.optional() })

export const ChangeDesk = z.strictObject({
  name: lineIn(80).optional(),
  fromName: z
    .string()
    .trim()
    .max(120)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'may not contain line breaks or control characters')
    .optional(),
  signature: z.string().max(5000).optional(),
  replyToken: z.enum(['address', 'message_id']).optional(),
  isDefault: z.literal(true).optional(),
  /** Null: mail leaves by the relay of the installation. A password is kept while server and user stay the same. */
  relay: RelayIn.nullable().optional(),
  settings: DeskSettingsPatch.optional(),
  calendar: idIn.nullable().optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.int().min(1).optional(),
})

export const AddAddress = z.strictObject({ address: emailIn, imap: ImapIn.optional() })

export const ChangeAddress = z.strictObject({
  isPrimary: z.literal(true).optional(),
  trustedRelays: z
    .array(z.string().regex(/^[0-9a-fA-F.:/]{2,50}$/, 'is not an IP address or range'))
    .max(50)
    .optional(),
  trustedAuthservId: hostIn.nullable().optional(),
  imap: ImapIn.optional(),
  /** The version the change was made from. */
  expectedVersion: z.int().min(1).optional(),
})

export const DeskId = z.object({ id: idIn })
export const AddressId = z.object({ id: idIn, address: idIn })
