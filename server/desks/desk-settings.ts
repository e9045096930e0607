import { z } from 'zod'
import { type Language, languages, replaceVariables, saysLanguage } from '../variables/index.ts'
import { defaultMails } from './default-mails.ts'

const mailWords = {
  /** Empty: the ticket's own subject. */
  subject: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'may not contain line breaks or control characters'),
  text: z.string().trim().min(1, 'is missing').max(20_000),
}

const mailTemplate = z.strictObject({
  ...mailWords,
  /** For customers who write in that language; the words above for everybody else. */
  languages: z.partialRecord(z.enum(languages), z.strictObject(mailWords)).optional(),
})
export type MailTemplate = z.output<typeof mailTemplate>

const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30)

const shape = {
  /** After so long without an answer of the customer a conversation goes idle. */
  idleMinutes: minutes,
  /** After so long a waiting ticket comes back, where `returnAfterTime` says so. */
  returnMinutes: minutes,
  returnAfterTime: z.boolean(),
  returnOnCustomerMessage: z.boolean(),
  replyMovesWaiting: z.boolean(),
  /** Resolving asks for a resolution text. */
  resolutionTextRequired: z.boolean(),
  resolutionMail: mailTemplate,
  holdMail: mailTemplate,
  /** Whoever writes for the first time is told that it arrived, with the reference. */
  acknowledgeNew: z.boolean(),
  acknowledgement: mailTemplate,
  /** The customer is told when the status means something else to them. */
  statusMails: z.boolean(),
  statusMail: mailTemplate,
  /** New members who are agents see all tickets of the desk, or only those assigned to them. */
  membersSeeAll: z.boolean(),
  /** Who writes a ticket down says by which channel it came; without that it is `created`. */
  chooseChannel: z.boolean(),
  /** Resolving asks for a category, where the desk has some. */
  categoryRequired: z.boolean(),
  /** People here call the normal priority medium. */
  normalIsMedium: z.boolean(),
  /** Agents of other desks may hand tickets on to this one. */
  takesTransfers: z.boolean(),
}

export const DeskSettingsPatch = z.strictObject(shape).partial()
export const DeskSettingsSchema = z.object(shape)
export interface DeskSettings extends z.output<typeof DeskSettingsSchema> {
  /** Of the desk's list of restricted words, kept by its part; 0 where there is none. Nobody sets it by hand. */
  readonly restrictedWordsVersion: number
}

export const defaultDeskSettings: DeskSettings = {
  idleMinutes: 10,
  returnMinutes: 60,
  returnAfterTime: false,
  returnOnCustomerMessage: false,
  replyMovesWaiting: true,
  resolutionTextRequired: false,
  ...defaultMails,
  acknowledgeNew: true,
  statusMails: false,
  membersSeeAll: true,
  chooseChannel: true,
  categoryRequired: false,
  normalIsMedium: false,
  takesTransfers: true,
  restrictedWordsVersion: 0,
}

/** A desk's settings: what was changed, over the defaults. */
export function deskSettings(stored: unknown): DeskSettings {
  return { ...defaultDeskSettings, ...(stored as Partial<DeskSettings> | null) }
}

/** What the mails fill in that a desk sends without anybody's words: nothing that somebody wrote. */
export const noticeVariables = {
  acknowledgement: ['reference', 'ticket_id'],
  statusMail: ['reference', 'ticket_id', 'status'],
} as const

/** Fills one of those mails. An unknown name is left to be seen. */
export function fillNotice(text: string, values: Readonly<Partial<Record<string, string>>>): string {
  return replaceVariables(text, (name, written) => (Object.hasOwn(values, name) ? values[name] : undefined) ?? written)
}

export interface MailWords {
  readonly subject: string
  readonly text: string
  /** The one they are in: what is filled in is said in it, too. */
  readonly language: Language
}

/** The words of a mail for a customer who writes in this language, or those for everybody else, which are in a language of their own. */
export function mailWordsIn(template: MailTemplate, wanted: Language): MailWords {
  const own = template.languages?.[wanted]
  const { subject, text } = own ?? template
  return { subject, text, language: own ? wanted : (saysLanguage(text) ?? wanted) }
}
