import type { Context } from '../../../access/index.ts'
import { bodyFromText } from '../../../messages/index.ts'
import { readReplyToken, recordBounce, sentMail } from '../../../outbox/index.ts'
import { contactByMail } from '../../../people/index.ts'
import { together, type Tx } from '../../../platform/db/index.ts'
import { createTicketIn, customerWrites, takeForTicket } from '../../../tickets/index.ts'
import type { ThreadDecision } from './decide-thread.ts'
import { findThread, tokenOf } from './find-thread.ts'
import {
  type DeskOfAddress,
  lockMail,
  lockRawMail,
  type Mailbox,
  mailboxOf,
  markProcessed,
  otherCopies,
  type RawMail,
} from './intake.queries.ts'
import { factsOf, messageOf, type Sender, titleOf } from './mail-message.ts'
import { spellingsOf } from './mailbox-of.ts'
import type { UnderstoodMail } from './understand-mail.ts'

export interface Filed {
  readonly outcome: 'message' | 'follow_up' | 'new_ticket' | 'unverified' | 'pending' | 'duplicate' | 'ignored_own' | 'bounce_recorded'
  readonly ticketId: number | null
  readonly messageId: number | null
}

interface Filing {
  readonly ctx: Context
  readonly tx: Tx
  readonly raw: RawMail
  readonly desk: DeskOfAddress
  readonly understood: UnderstoodMail
}

/** Makes of a mail what it is to be, and marks it done, in one transaction. Null: somebody else did it meanwhile. */
export async function fileMail(filing: Filing): Promise<Filed | null> {
  const { tx, raw } = filing
  // Copies are looked for under both locks: the queries of one transaction run in their order.
  const [locked, , mailboxes, copies] = await together([
    tx.maybe(lockRawMail, [tx.workspaceId, raw.id]),
    tx.one(lockMail, [tx.workspaceId, `${raw.messageId} ${raw.contentHash.toString('hex')}`]),
    together(authorsOf(filing).map((spelling) => tx.maybe<Mailbox>(mailboxOf, [spelling]))),
    raw.messageId === '' ? [] : tx.many<Copy>(otherCopies, [tx.workspaceId, raw.messageId, raw.contentHash, raw.id]),
  ])
  if (!locked) return null
  if (isOwnOutput(filing, mailboxes)) return mark(filing, { outcome: 'ignored_own', ticketId: null, messageId: null })
  const bounced = await fileBounce(filing)
  if (bounced) return mark(filing, bounced)

  const decision = await findThread(tx, filing.ctx.app.secrets, cluesOf(filing))
  const copy = earlierCopy(filing, decision, copies)
  if (copy) return mark(filing, copy)
  const { why } = decision
  if (decision.kind === 'new') return openTicket(filing, 'new_ticket', { possiblyOfId: decision.possiblyOfId }, why)
  if (decision.kind === 'follow_up') return openTicket(filing, 'follow_up', { followUpOfId: decision.ticketId }, why)
  return addToTicket(filing, decision)
}

/** The last thing that is asked in its transaction. */
function mark(filing: Filing, filed: Filed): Promise<Filed> {
  return filing.tx.last(() => askToMark(filing, filed))
}

async function askToMark({ tx, raw }: Filing, filed: Filed): Promise<Filed> {
  await tx.run(markProcessed, [tx.workspaceId, raw.id, filed.outcome, filed.ticketId, filed.messageId])
  return filed
}

function cluesOf({ raw, desk, understood: { mail, from, authentication } }: Filing) {
  return {
    from,
    verdict: authentication.verdict,
    addresses: [...raw.envelope.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)],
    answers: [...mail.inReplyTo, ...mail.references.toReversed()],
    subject: mail.subject,
    deskAddresses: desk.deskAddresses,
    referencePrefix: desk.referencePrefix,
  }
}

/** Everybody who may have written it, in every spelling under which one of our own addresses may be known. */
function authorsOf({ understood: { mail, from } }: Filing): string[] {
  const authors = [...mail.fromAll.map(({ address }) => address), ...(mail.sender ? [mail.sender.address] : []), ...(from ? [from] : [])]
  return [...new Set(authors.flatMap(spellingsOf))]
}

/** A mail from one of our own addresses, or one of our mails that came back whole, would answer itself for ever. */
function isOwnOutput({ ctx, tx, raw }: Filing, ofAuthors: readonly (Mailbox | null)[]): boolean {
  const token = raw.messageId === '' ? null : readReplyToken(ctx.app.secrets, `<${raw.messageId}>`)
  if (token?.messageId != null && token.workspaceId === tx.workspaceId) return true
  return ofAuthors.some((own) => own?.workspaceId === tx.workspaceId)
}

/**
 * A returned mail of ours is recorded on its delivery and shown to the staff, and nobody hears of it by mail. Only our
 * own Message-ID proves that it is ours: anybody can write that an address is dead.
 */
async function fileBounce(filing: Filing): Promise<Filed | null> {
  const { ctx, tx, raw, understood } = filing
  const { bounce } = understood.mail
  if (!bounce) return null
  const original = bounce.originalMessageId ? readReplyToken(ctx.app.secrets, `<${bounce.originalMessageId}>`) : null
  const token = original ?? tokenOf(ctx.app.secrets, cluesOf(filing))
  if (token?.messageId == null || token.workspaceId !== tx.workspaceId) return null
  const sent = await sentMail(tx, token.messageId, bounce.recipient)
  if (!sent) return null

  const reason = bounce.status && !bounce.reason.includes(bounce.status) ? `${bounce.status} ${bounce.reason}` : bounce.reason
  if (bounce.hard) await recordBounce(ctx, tx, sent, { hard: true, reason: `Came back: ${reason}` })
  const { ticketId, messageId } = await customerWrites(ctx, tx, {
    ticketId: sent.ticketId,
    contact: null,
    channel: 'mail',
    quiet: true,
    message: {
      kind: 'system',
      audience: 'staff',
      author: { kind: 'system', id: null, name: 'Mail' },
      body: bodyFromText(
        bounce.hard ? `The mail to ${sent.recipient} came back: ${reason}` : `The mail to ${sent.recipient} is delayed: ${reason}`,
      ),
      mail: factsOf(raw, understood),
    },
  })
  return { outcome: 'bounce_recorded', ticketId, messageId }
}

interface Copy {
  ticketId: number
  messageId: number
  deskId: number
}

/** The same mail came to another address of ours before, and is where this one would go. */
function earlierCopy({ desk }: Filing, decision: ThreadDecision, copies: readonly Copy[]): Filed | null {
  const copy = copies.find((one) =>
    decision.kind === 'new' || decision.kind === 'follow_up' ? one.deskId === desk.deskId : one.ticketId === decision.ticketId,
  )
  return copy ? { outcome: 'duplicate', ticketId: copy.ticketId, messageId: copy.messageId } : null
}

interface Link {
  readonly possiblyOfId?: number | null
  readonly followUpOfId?: number
}

async function openTicket(filing: Filing, outcome: 'new_ticket' | 'follow_up', link: Link, why: string | null): Promise<Filed> {
  const { ctx, tx, raw, desk, understood } = filing
  const [contact, taken] = await together([senderOf(filing), takeForTicket(tx, [desk.deskId], true)])
  const message = messageOf(ctx.app.secrets, raw, understood, contact, { audience: 'public', why })
  const ticket = { taken, title: titleOf(understood.mail), channel: 'mail', contact, message, ...link } as const
  return createTicketIn(ctx, tx, ticket, ({ ticketId, messageId }) => askToMark(filing, { outcome, ticketId, messageId }))
}

async function addToTicket(filing: Filing, decision: Exclude<ThreadDecision, { kind: 'new' }>): Promise<Filed> {
  const { ctx, tx, raw, understood } = filing
  const contact = await senderOf(filing)
  const audience = decision.kind === 'unverified' || decision.kind === 'pending' ? decision.kind : 'public'
  const message = messageOf(ctx.app.secrets, raw, understood, contact, { audience, why: decision.why })
  const quiet = audience !== 'public' || understood.mail.auto !== 'no'
  const { ticketId, messageId, outcome } = await customerWrites(ctx, tx, {
    ticketId: decision.ticketId,
    message,
    contact,
    channel: 'mail',
    quiet,
  })
  return mark(filing, { outcome: outcome === 'follow_up' ? outcome : audience === 'public' ? 'message' : audience, ticketId, messageId })
}

async function senderOf({ tx, understood: { mail, from } }: Filing): Promise<Sender | null> {
  if (from === null || mail.from === null) return null
  return contactByMail(tx, { email: from, name: mail.from.name || null })
}
