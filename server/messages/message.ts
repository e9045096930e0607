import type { Body, RenderedBody } from './body/index.ts'

export type MessageKind = 'customer' | 'reply' | 'note' | 'system' | 'resolution' | 'hold'

/**
 * Who may read a message. `pending`: from a third party, waits to be accepted. `unverified`: the sender could not be proved.
 * `third_party`: passed on to somebody who is not the customer.
 */
export type Audience = 'public' | 'staff' | 'pending' | 'unverified' | 'third_party'

export type MessageState = 'draft' | 'queued' | 'released' | 'withdrawn'

export interface MailAddress {
  readonly address: string
  readonly name?: string
}

export interface Author {
  readonly kind: 'agent' | 'contact' | 'system'
  readonly id: number | null
  readonly name: string
  readonly email?: string | null
}

export interface NewAttachment {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
  readonly contentId?: string | null
  readonly inline?: boolean
}

/** What a mail adds to a message. */
export interface MailFacts {
  readonly messageId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly rawMailId: number | null
  readonly verdict: 'pass' | 'fail' | 'none' | null
  readonly autoKind: string
}

/** What a held reply will do besides being sent, and its words as they were typed. */
export interface HeldReply {
  readonly html: string
  readonly then: SendThen | null
  /** The message it passes on, if it is no answer to the customer. */
  readonly forwardOf?: number
  /** The event its ticket was made with, if these are the first words on it. Alone of all this it is kept once they are sent. */
  readonly first?: 'created' | 'agent_wrote_first'
}

/** Where a ticket goes with the stroke that sends a reply, and what it is filed under then. */
export type SendThen = ThenStep & { readonly processingCategory?: number | null | undefined }

export type ThenStep = { readonly action: 'status'; readonly to: string } | { readonly action: 'resolve' } | { readonly action: 'hold' }

/** A message as the door takes it. */
export interface NewMessage {
  readonly kind: MessageKind
  readonly audience: Audience
  readonly author: Author
  /** Rendered where that takes long: reading a large mail. */
  readonly body: Body | RenderedBody
  readonly subject?: string | null
  readonly to?: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  readonly bcc?: readonly MailAddress[]
  readonly attachments?: readonly NewAttachment[]
  /** Attachments that were uploaded before. */
  readonly uploadIds?: readonly number[]
  /** By whom, if it was not the author: somebody of the staff writes down what a customer says. */
  readonly uploadedBy?: number
  readonly mail?: MailFacts
  /** Why it is in this thread, in one sentence. */
  readonly why?: string | null
  readonly systemLine?: { readonly key: string; readonly params: Record<string, string | number> } | null
  /** Queued until then; released at once without it. */
  readonly sendAt?: Date | null
  /** What was composed, kept while the message is queued: taken back it is a draft again with all of it. */
  readonly held?: HeldReply | null
  /** False: its mail quotes nothing of what was said before. */
  readonly withHistory?: boolean
  /** What is masked from the start, as `MessageRow` has it. */
  readonly masks?: readonly (readonly [mask: number, from: number, to: number])[] | null
  /** Our own Message-ID, for what we send. */
  readonly ownMessageId?: string | null
}
