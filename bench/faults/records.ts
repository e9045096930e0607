import type { SentMail } from './mails.ts'

/** A mail that was handed over, and what has to become of it. */
export interface MailRecord {
  readonly mail: SentMail
  readonly channel: 'smtp' | 'imap'
  tries: number
  /** Heard "250" at least once; over IMAP, it was put into the mailbox. */
  acknowledged: boolean
  /** Was sent again although it had been acknowledged, or twice at once. */
  repeated: boolean
  refusal: string | null
  /** How many of our desks it was for: each has it once. */
  desks: number
  /** How often its bytes may be kept: once for each address, and for each form it came in. */
  copies: number
  /** It may stand on a ticket of its own although it answers one of our mails, or beside the ticket as unverified or pending. */
  unproven: boolean
  /** A report about a mail of ours: it becomes a line on its ticket, not a message of a customer. */
  isBounce: boolean
  /** It cannot be filed as things are: it has to wait in quarantine with its bytes (P10). */
  isPoison: boolean
}

export type RequestKind = 'reply' | 'note' | 'resolve' | 'status' | 'take' | 'create' | 'snooze' | 'merge'

/** A write through the API, and what was heard of it. */
export interface Request {
  readonly key: string
  readonly kind: RequestKind
  /** Stands in what it wrote; null when it writes nothing. */
  readonly canary: string | null
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  tries: number
  status: number | null
  /** The body of the 2xx answer. */
  answer: string | null
  /** A repeat of a finished request got another answer than the first. */
  differs: boolean
}

export function recordOf(mail: SentMail, channel: MailRecord['channel'] = 'smtp'): MailRecord {
  return {
    mail,
    channel,
    tries: 0,
    acknowledged: false,
    repeated: false,
    refusal: null,
    desks: 1,
    copies: 1,
    unproven: false,
    isBounce: false,
    isPoison: false,
  }
}
