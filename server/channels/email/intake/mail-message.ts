import type { MailFacts, NewAttachment, NewMessage } from '../../../messages/index.ts'
import { cleanLine } from '../../../messages/body/index.ts'
import { readReplyToken } from '../../../outbox/index.ts'
import type { Sealer } from '../../../platform/secrets.ts'
import { type Address, stripSubjectPrefixes } from '../reading/index.ts'
import type { RawMail } from './intake.queries.ts'
import type { PreparedMail } from './prepare-mail.ts'
import type { UnderstoodMail } from './understand-mail.ts'

export interface Sender {
  readonly id: number
  readonly name: string
  readonly email: string | null
}

/** A mail as a customer's message. */
export function messageOf(
  secrets: Sealer,
  raw: RawMail,
  understood: UnderstoodMail,
  sender: Sender | null,
  filing: { audience: NewMessage['audience']; why: string | null },
): NewMessage {
  const { mail, from } = understood
  return {
    kind: 'customer',
    audience: filing.audience,
    author: { kind: 'contact', id: sender?.id ?? null, name: sender?.name ?? namesOfSeveral(mail), email: from },
    body: mail.body,
    subject: mail.subject || null,
    to: mail.to.map((address) => withoutToken(secrets, address)),
    cc: mail.cc.map((address) => withoutToken(secrets, address)),
    attachments: attachmentsOf(mail),
    mail: factsOf(raw, understood),
    why:
      [
        filing.why,
        mail.truncated ? 'Parts of this mail were too large to show; the original mail has them.' : null,
        mail.forwardedFrom ? `It passes on a mail of ${nameAndAddress(mail.forwardedFrom)}.` : null,
      ]
        .filter(Boolean)
        .join(' ') || null,
  }
}

export function factsOf(raw: RawMail, { mail, authentication }: UnderstoodMail): MailFacts {
  return {
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    rawMailId: raw.id,
    verdict: authentication.verdict,
    autoKind: mail.auto,
  }
}

/** What a new ticket is called. */
export function titleOf(mail: PreparedMail): string {
  return cleanLine(stripSubjectPrefixes(mail.subject), 200) || cleanLine(mail.opening, 80) || 'No subject'
}

function namesOfSeveral(mail: PreparedMail): string {
  const addresses = mail.fromAll.map(({ address }) => address)
  return addresses.length === 0 ? 'Unknown sender' : cleanLine(`Unclear sender: ${addresses.slice(0, 5).join(', ')}`, 200)
}

function attachmentsOf(mail: PreparedMail): NewAttachment[] {
  const shown = new Set(mail.shownPictures)
  return mail.attachments.map(({ filename, contentType, content, contentId }) => ({
    filename,
    contentType,
    content,
    contentId,
    inline: contentId !== null && shown.has(contentId),
  }))
}

function nameAndAddress({ name, address }: Address): string {
  return name ? `${name} <${address}>` : address
}

/** The token in somebody's reply address is theirs: whoever reads the message need not see it. */
function withoutToken(secrets: Sealer, { address, name }: Address): { address: string; name?: string } {
  const bare = readReplyToken(secrets, address) ? address.replace(/\+[^@]*(?=@)/, '') : address
  return name ? { address: bare, name } : { address: bare }
}
