import { z } from 'zod'
import { type Language, languages } from '../variables/index.ts'

const template = (text: string) => ({
  subject: '',
  text,
})

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
  resolutionMail: template(
    'Your request has been resolved. If something is still open, just reply to this mail and we will look at it again.\n\nThank you for writing to us.',
  ),
  holdMail: template(
    'We are working on your request and need a little more time. We will write again as soon as there is news.\n\nThank you for your patience.',
  ),
  acknowledgeNew: true,
  acknowledgement: {
    subject: 'We have received your request',
    text: 'Thank you for writing to us. Your request has the reference {{reference}}; please keep it in the subject when you write again.\n\nWe will answer as soon as we can.',
  },
  statusMails: false,
  statusMail: {
    subject: '',
    text: 'Your request {{reference}} has a new status: {{status}}.\n\nYou can answer this mail if you have a question.',
  },
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

/** The words of a mail for a customer who writes in this language. */
export function mailWordsIn(template: MailTemplate, language: Language): { subject: string; text: string } {
  return template.languages?.[language] ?? template
}
