import { enqueueMail, outgoingMessageId } from '../outbox/index.ts'
import { type MailAddress, type NewMessage, takeMessageId } from '../messages/index.ts'
import type { Door } from './door.ts'
import { deskSender, identityOfMail } from './mailing.queries.ts'

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
  options: { automatic?: boolean } = {},
): Promise<number> {
  const id = await takeMessageId(door.tx)
  const outgoing = await outgoingMail(door, id, recipients)
  await door.say({ ...message, ...(outgoing.mailed ? recipients : {}), ownMessageId: outgoing.ownMessageId }, id)
  outgoing.enqueue(options.automatic === true)
  return id
}

/** Mails a message that was queued and is released now; gives its Message-ID. */
export async function mailReleased(door: Door, messageId: number, recipients: Recipients): Promise<string | null> {
  const outgoing = await outgoingMail(door, messageId, recipients)
  outgoing.enqueue(false)
  return outgoing.ownMessageId
}

async function outgoingMail(door: Door, id: number, recipients: Recipients) {
  const sender = await door.tx.maybe<{ id: number; address: string }>(deskSender, [door.tx.workspaceId, door.ticket.deskId])
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
    if (mailed) door.then(() => enqueueForAll(door, id, sender, recipients, automatic))
  }
  return { mailed, ownMessageId, enqueue }
}

/** The person a ticket's mails go to, unless somebody else is named. */
export function contactRecipients(door: Door): MailAddress[] {
  const { contactEmail, contactName } = door.ticket
  return contactEmail ? [{ address: contactEmail, ...(contactName ? { name: contactName } : {}) }] : []
}

async function enqueueForAll(
  door: Door,
  messageId: number,
  sender: { id: number; address: string },
  recipients: Recipients,
  automatic: boolean,
) {
  const listed = (['to', 'cc', 'bcc'] as const).flatMap((role) => (recipients[role] ?? []).map(({ address }) => ({ address, role })))
  const known = await door.tx.many<{ contactId: number; address: string }>(identityOfMail, [
    door.tx.workspaceId,
    listed.map((one) => one.address.toLowerCase()),
  ])
  const contactOf = new Map(known.map((identity) => [identity.address, identity.contactId]))
  await enqueueMail(door.tx, {
    ticketId: door.ticket.id,
    messageId,
    addressId: sender.id,
    mailFrom: sender.address,
    recipients: listed.map((one) => ({ ...one, contactId: contactOf.get(one.address.toLowerCase()) ?? null })),
    automatic,
  })
}
