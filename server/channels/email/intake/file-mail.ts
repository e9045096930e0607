import type { Context } from '../../../access/index.ts'
import { bodyFromText } from '../../../messages/index.ts'
import { readReplyToken, recordBounce, sentMail } from '../../../outbox/index.ts'
import { contactByMail } from '../../../people/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { createTicketIn, customerWrites } from '../../../tickets/index.ts'
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
  if (!(await tx.maybe(lockRawMail, [tx.workspaceId, raw.id]))) return null
  await tx.one(lockMail, [tx.workspaceId, `${raw.messageId} ${raw.contentHash.toString('hex')}`])
  const filed = await file(filing)
  await tx.run(markProcessed, [tx.workspaceId, raw.id, filed.outcome, filed.ticketId, filed.messageId])
  return filed
}

async function file(filing: Filing): Promise<Filed> {
  if (await isOwnOutput(filing)) return { outcome: 'ignored_own', ticketId: null, messageId: null }
  const bounced = await fileBounce(filing)
  if (bounced) return bounced

  const decision = await findThread(filing.tx, filing.ctx.app.secrets, cluesOf(filing))
  const copy = await earlierCopy(filing, decision)
  return copy ?? write(filing, decision)
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

/** A mail from one of our own addresses, or one of our mails that came back whole, would answer itself for ever. */
async function isOwnOutput({ ctx, tx, raw, understood: { mail, from } }: Filing): Promise<boolean> {
  const token = raw.messageId === '' ? null : readReplyToken(ctx.app.secrets, `<${raw.messageId}>`)
  if (token?.messageId != null && token.workspaceId === tx.workspaceId) return true
  const authors = [...mail.fromAll.map(({ address }) => address), ...(mail.sender ? [mail.sender.address] : []), ...(from ? [from] : [])]
  for (const spelling of new Set(authors.flatMap(spellingsOf))) {
    const own = await tx.maybe<Mailbox>(mailboxOf, [spelling])
    if (own?.workspaceId === tx.workspaceId) return true
  }
  return false
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

/** The same mail came to another address of ours before, and is where this one would go. */
async function earlierCopy({ tx, raw, desk }: Filing, decision: ThreadDecision): Promise<Filed | null> {
  if (raw.messageId === '') return null
  const copies = await tx.many<{ ticketId: number; messageId: number; deskId: number }>(otherCopies, [
    tx.workspaceId,
    raw.messageId,
    raw.contentHash,
    raw.id,
  ])
  const copy = copies.find((one) =>
    decision.kind === 'new' || decision.kind === 'follow_up' ? one.deskId === desk.deskId : one.ticketId === decision.ticketId,
  )
  return copy ? { outcome: 'duplicate', ticketId: copy.ticketId, messageId: copy.messageId } : null
}

async function write(filing: Filing, decision: ThreadDecision): Promise<Filed> {
  const { ctx, tx, raw, desk, understood } = filing
  const { mail } = understood
  const contact = await senderOf(filing)
  const audience = decision.kind === 'unverified' || decision.kind === 'pending' ? decision.kind : 'public'
  const message = messageOf(ctx.app.secrets, raw, understood, contact, { audience, why: decision.why })

  if (decision.kind === 'new' || decision.kind === 'follow_up') {
    const created = await createTicketIn(ctx, tx, {
      deskId: desk.deskId,
      title: titleOf(mail),
      channel: 'mail',
      contact,
      message,
      ...(decision.kind === 'new' ? { possiblyOfId: decision.possiblyOfId } : { followUpOfId: decision.ticketId }),
    })
    return { outcome: decision.kind === 'new' ? 'new_ticket' : 'follow_up', ticketId: created.ticketId, messageId: created.messageId }
  }
  const quiet = audience !== 'public' || mail.auto !== 'no'
  const { ticketId, messageId, outcome } = await customerWrites(ctx, tx, {
    ticketId: decision.ticketId,
    message,
    contact,
    channel: 'mail',
    quiet,
  })
  if (outcome === 'follow_up') return { outcome, ticketId, messageId }
  return { outcome: audience === 'public' ? 'message' : audience, ticketId, messageId }
}

async function senderOf({ tx, understood: { mail, from } }: Filing): Promise<Sender | null> {
  if (from === null || mail.from === null) return null
  return contactByMail(tx, { email: from, name: mail.from.name || null })
}
