import type { Body } from '../../../messages/body/index.ts'

export interface Address {
  /** Decoded display name, without control and direction characters; may be empty. Never an identity. */
  name: string
  /** `local@domain` as written, the domain in lower case. */
  address: string
}

export interface MailAttachment {
  /** Safe to show and to store as a name: no path, control or direction characters, at most 200 characters. */
  filename: string
  /** As the sender declares it, lower case, without parameters. */
  contentType: string
  disposition: 'inline' | 'attachment'
  /** Without the angle brackets. */
  contentId: string | null
  content: Buffer
  size: number
}

export type AutoKind = 'no' | 'auto_reply' | 'bounce' | 'list' | 'complaint' | 'auto_generated'

export type BounceReason =
  | 'user_unknown'
  | 'host_unknown'
  | 'moved'
  | 'not_accepting'
  | 'mailbox_full'
  | 'too_large'
  | 'blocked'
  | 'spam'
  | 'policy'
  | 'delayed'
  | 'network'
  | 'disabled'
  | 'other'

export interface Bounce {
  /** Who could not be reached. */
  recipient: string | null
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  status: string | null
  smtpCode: string | null
  /** The address does not exist and will not: write to it no more. Everything else may work later. */
  hard: boolean
  reason: BounceReason
  /** What the refusing server said, on one line. */
  diagnostic: string
  /** Message-ID of our mail that came back. */
  originalMessageId: string | null
}

export interface Classification {
  auto: AutoKind
  bounce: Bounce | null
  /** Which signals spoke, for the event log and for tests. */
  signals: string[]
}

export interface ReadMail {
  /** Without angle brackets; one of over 500 characters is replaced by a hash of it. */
  messageId: string | null
  inReplyTo: string[]
  references: string[]
  /** The one author, or null when the mail names none or several (see `problems`). */
  from: Address | null
  /** Every mailbox of every From header, to show when `from` is null. */
  fromAll: Address[]
  sender: Address | null
  replyTo: Address[]
  to: Address[]
  cc: Address[]
  bcc: Address[]
  /** What the sender claims; never used for order or for service levels. */
  date: Date | null
  subject: string
  body: Body
  /** Plain text of what is new in this mail: without quoted history and signature. */
  text: string
  attachments: MailAttachment[]
  /** Who wrote the mail that this one passes on, as its text says. Nothing proves it. */
  forwardedFrom: Address | null
  auto: AutoKind
  bounce: Bounce | null
  /** Signals that led to `auto`. */
  autoSignals: string[]
  /** Decoded values by lower-case name, of the headers in `keptHeaders`. */
  headers: Record<string, string[]>
  /** Something was left out because the mail exceeded a bound; the raw mail has it. */
  truncated: boolean
  /** Stable short sentences for the staff: what was odd about this mail. */
  problems: string[]
  /** sha256 (hex) of the mail without trace headers: equal for one mail that came by two ways. */
  contentHash: string
}

export interface ReadMailOptions {
  /** Envelope sender: an address, '' for the null path, undefined or null when unknown. */
  envelopeFrom?: string | null
  limits?: Partial<Limits>
}

export interface Limits {
  /** Bytes of one header block that are looked at. */
  headerBytes: number
  /** Header fields of one block that are kept. */
  headers: number
  /** Bytes of one header field that are kept. */
  headerFieldBytes: number
  parts: number
  depth: number
  /** Mailboxes kept of one header. */
  addresses: number
  /** Bytes of one text part that become the body; the rest is in the raw mail. */
  textBytes: number
  attachments: number
}

export type MailSource = 'smtp' | 'imap'

/** As Node's `dns.promises.resolve`: rejects with `code` ENOTFOUND or ENODATA when there is nothing. */
export type Resolver = (name: string, type: string) => Promise<unknown>

export interface VerifyMailOptions {
  source: MailSource
  resolver: Resolver
  /** The peer that handed us the mail, for `smtp`. */
  ip?: string
  helo?: string
  mailFrom?: string
  /** Addresses or CIDR ranges of relays in front of us: SPF is judged at the hop before them. */
  trustedRelays?: string[]
  /** The authserv-id (RFC 8601) whose Authentication-Results we believe. */
  trustedAuthservId?: string
  timeoutMs?: number
  now?: Date
}

export interface Authentication {
  verdict: 'pass' | 'fail' | 'none'
  spf: string
  dkim: string
  dmarc: string
  /** One sentence for the staff. */
  detail: string
  /** The aligned domain that vouches for the mail, when the verdict is pass. */
  authenticatedDomain: string | null
}
