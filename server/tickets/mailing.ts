import { outboxRows, outgoingMessageId } from '../outbox/index.ts'
import type { MailAddress, NewMessage } from '../messages/index.ts'
import type { Door } from './door.ts'
import { deskSender } from './mailing.queries.ts'

interface Recipients {
  readonly to: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  readonly bcc?: readonly MailAddress[]
}

/**
 * Adds a public message and, when the ticket has somebody to mail, one row in the outbox per recipient. The mail is
 * composed when it is sent, from what a customer may see. An internal ticket and a desk without an address mail nobody.
 */
export async function sayAndMail(
  door: Door,
  message: NewMessage,
  recipients: Recipients,
  options: { automatic?: boolean; onlyMailed?: boolean } = {},
): Promise<number> {
  const { id, senderId, address } = await door.takeForMail()
  const sender = senderId === null || address === null ? null : { id: senderId, address }
  const outgoing = outgoingMail(door, id, sender, recipients)
  // A line about a mail that nobody gets says nothing.
  if (options.onlyMailed && !outgoing.mailed) return id
  await door.say({ ...message, ...(outgoing.mailed ? recipients : {}), ownMessageId: outgoing.ownMessageId }, id)
  outgoing.enqueue(options.automatic === true)
  return id
}

/** Mails a message that was queued and is released now; gives its Message-ID. */
export async function mailReleased(door: Door, messageId: number, recipients: Recipients): Promise<string | null> {
  const outgoing = outgoingMail(door, messageId, await senderOf(door), recipients)
  outgoing.enqueue(false)
  return outgoing.ownMessageId
}

type Sender = { id: number; address: string }

function senderOf(door: Door): Promise<Sender | null> {
  return door.tx.maybe<Sender>(deskSender, [door.tx.workspaceId, door.ticket.deskId])
}

function outgoingMail(door: Door, id: number, sender: Sender | null, recipients: Recipients) {
  const mailed = !door.ticket.internal && sender !== null && recipients.to.length > 0
  const ownMessageId = sender
    ? outgoingMessageId(door.ctx.app.secrets, {
        workspaceId: door.tx.workspaceId,
        ticketId: door.ticket.id,
        messageId: id,
        domain: sender.address.split('@')[1] ?? 'localhost',
      })
    : null
  const enqueue = (automatic: boolean) => {
    if (!mailed) return
    door.mailed()
    door.write(...mailToSend(door, id, sender, recipients, automatic))
    door.tx.afterCommit(() => door.ctx.app.wake('outbox'))
  }
  return { mailed, ownMessageId, enqueue }
}

/** The person a ticket's mails go to, unless somebody else is named. */
export function contactRecipients(door: Door): MailAddress[] {
  const { contactEmail, contactName } = door.ticket
  return contactEmail ? [{ address: contactEmail, ...(contactName ? { name: contactName } : {}) }] : []
}

function mailToSend(door: Door, messageId: number, sender: Sender, recipients: Recipients, automatic: boolean) {
  return outboxRows(door.tx, {
    ticketId: door.ticket.id,
    messageId,
    addressId: sender.id,
    mailFrom: sender.address,
    recipients: (['to', 'cc', 'bcc'] as const).flatMap((role) => (recipients[role] ?? []).map(({ address }) => ({ address, role }))),
    automatic,
  })
}
