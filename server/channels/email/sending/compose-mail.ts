import { domainToASCII } from 'node:url'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { App } from '../../../access/index.ts'
import { bodyFromText, bodyToMailHtml, cleanLine } from '../../../messages/body/index.ts'
import { noticeMail } from '../../../notifications/index.ts'
import { outgoingMessageId, type OutboxRow, replyAddress } from '../../../outbox/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Sealer } from '../../../platform/secrets.ts'
import { isValidRecipient, stripSubjectPrefixes } from '../reading/index.ts'
import { conversationLink } from './conversation-link.ts'
import {
  earlierMessages,
  type MailAttachmentRow,
  mailHead,
  type MailHead,
  type MailMessage,
  publicAttachments,
  publicMessage,
  threadIds,
} from './compose.queries.ts'
import { languageOfMail, mailTexts } from './mail-texts.ts'
import { mailWords } from './mail-words.ts'
import { signatureOf } from './signature-of.ts'

export interface ComposedMail {
  readonly envelope: { readonly from: string; readonly to: string }
  readonly subject: string
  readonly raw: Buffer
  readonly text: string
  readonly html: string
}

/** Why a mail cannot be written, in a sentence for the delivery ledger. */
export interface NotComposed {
  readonly problem: string
}

const quotedMessages = 3
const keptReferences = 10

/**
 * Writes the mail of one outbox row. Everything the recipient will read comes from queries that run as the public
 * reader, so a note cannot leave whatever a query forgets; masking and erasing since the reply hold too.
 */
export async function composeMail(tx: Tx, app: Pick<App, 'secrets' | 'config'>, row: OutboxRow): Promise<ComposedMail | NotComposed> {
  const { secrets } = app
  const to = asciiAddress(row.recipient)
  if (!isValidRecipient(to)) return { problem: 'This address cannot be given to a mail server.' }
  if (row.messageId === null) return composeNotice(tx, row, to, app.config.publicUrl)
  const readable = await readMessage(tx, row.messageId)
  if (!readable) return { problem: 'This message is no longer public.' }
  const { message, passedOn } = readable
  // The ticket it belongs to now: a merge since then took it along.
  const contact = { workspaceId: tx.workspaceId, ticketId: message.ticketId, contactId: row.contactId }
  const head = await mailHeadOf(tx, message, row)
  const around = await tx.asPublicReader(
    async () => ({
      ...(await readConversation(tx, message, head)),
      attachments: await tx.many<MailAttachmentRow>(publicAttachments, [tx.workspaceId, message.id]),
    }),
    passedOn,
  )
  return writeDown(secrets, {
    workspaceId: tx.workspaceId,
    row: { ...row, messageId: message.id, recipient: to },
    message,
    head,
    ...around,
    link: conversationLink(contact),
  })
}

interface ReadableMessage {
  readonly message: MailMessage
  /** Its id where it is for somebody else than the customer. */
  readonly passedOn?: number
}

/** A message that everybody may read, or one that is passed on to whoever this mail goes to. */
async function readMessage(tx: Tx, id: number): Promise<ReadableMessage | null> {
  const read = () => tx.maybe<MailMessage>(publicMessage, [tx.workspaceId, id])
  const open = await tx.asPublicReader(read)
  if (open) return { message: open }
  const passedOn = await tx.asPublicReader(read, id)
  return passedOn && { message: passedOn, passedOn: id }
}

/** What a mail is made of, whether it is kept already or only looked at. */
export interface MailParts {
  readonly workspaceId: number
  readonly row: Pick<OutboxRow, 'ticketId' | 'contactId' | 'recipient' | 'automatic'> & { readonly messageId: number }
  readonly message: MailMessage
  readonly head: MailHead
  /** Newest first. */
  readonly history: readonly MailMessage[]
  readonly references: readonly string[]
  readonly attachments: readonly MailAttachmentRow[]
  readonly link: string | null
}

/** The one place where mails to customers are written; a preview is written here too. */
export async function writeDown(secrets: Sealer, parts: MailParts): Promise<ComposedMail | NotComposed> {
  const { workspaceId, row, message, head, history, references, attachments, link } = parts
  if (head.address === null) return { problem: 'The desk has no mail address to write from. Add one, then try again.' }
  const { related, attached, imageOf } = sortAttachments(attachments, head.address)
  const language = languageOfMail(message, history, head.title)
  const { text, html } = mailTexts({
    message,
    language,
    signature: signatureOf({ message, head }).text,
    history,
    link,
    imageOf: { resolveImage: imageOf },
  })

  const subject = subjectOf(message, head, { isAnswer: references.length > 0, otherwise: mailWords[language].subject })
  const raw = await new MailComposer({
    from: { name: line(head.fromName) || line(head.deskName), address: head.address },
    to: message.to.filter(isSendable).map(asHeader),
    cc: message.cc.filter(isSendable).map(asHeader),
    ...(head.replyToken === 'address'
      ? {
          replyTo: {
            name: '',
            address: replyAddress(secrets, { address: head.address, workspaceId, ticketId: message.ticketId, contactId: row.contactId }),
          },
        }
      : {}),
    subject,
    date: message.at,
    messageId: angled(message.mailMessageId ?? '') ?? ownMessageId(secrets, workspaceId, row, head.address),
    ...(references.length > 0 ? { inReplyTo: references.at(-1), references: [...references] } : {}),
    headers: automaticHeaders(row, message),
    text,
    html,
    attachments: [...related, ...attached],
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build()
  // RFC 3834, 5: automatic mail leaves with the null path, so that nobody's server answers it.
  return { envelope: { from: row.automatic ? '' : head.address, to: row.recipient }, subject, raw, text, html }
}

/** Ticket, desk and what the recipient of a message may read. */
export function mailHeadOf(tx: Tx, message: MailMessage, row: Pick<OutboxRow, 'addressId' | 'contactId'>): Promise<MailHead> {
  const author = message.authorKind === 'agent' ? message.authorId : null
  return tx.one<MailHead>(mailHead, [tx.workspaceId, message.ticketId, row.addressId, row.contactId, author])
}

/** The conversation before a message, as far as its recipient may read it. To be called as the public reader. */
export async function readConversation(tx: Tx, message: MailMessage, head: MailHead) {
  const readable = [tx.workspaceId, message.ticketId, message.id, head.scopes, head.readsSince]
  const history = message.withHistory ? await tx.many<MailMessage>(earlierMessages, [...readable, quotedMessages]) : []
  // The first word to an address nobody proved repeats nothing that came from there, not even in a header.
  const ids = message.line === 'acknowledged' ? [] : await tx.many<{ id: string }>(threadIds, readable)
  return { history, references: boundedReferences(ids.map(({ id }) => id)) }
}

/** The mail of a notice to somebody of the staff: plain text, marked as nobody's answer to anything. */
async function composeNotice(tx: Tx, row: OutboxRow, to: string, siteUrl: string | null): Promise<ComposedMail | NotComposed> {
  const notice = await noticeMail(tx, { noticeId: row.noticeId ?? 0, addressId: row.addressId, siteUrl })
  if ('problem' in notice) return notice
  const { from, at, text } = notice
  const subject = line(notice.subject)
  const raw = await new MailComposer({
    from: { name: line(from.name), address: from.address },
    to: [{ name: '', address: to }],
    subject,
    date: at,
    messageId: `<notice-${tx.workspaceId}-${row.noticeId}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build()
  const html = `<!doctype html><html><head><meta charset="utf-8"></head><body>${bodyToMailHtml(bodyFromText(text))}</body></html>`
  return { envelope: { from: '', to }, subject, raw, text, html }
}

/** The first and the newest: RFC 5322 asks for all, but a long conversation would make a header that servers refuse. */
function boundedReferences(ids: readonly string[]): string[] {
  const safe = ids.flatMap((id) => angled(id) ?? [])
  return safe.length <= keptReferences ? safe : [safe[0] as string, ...safe.slice(1 - keptReferences)]
}

/** A Message-ID in angle brackets, or null when it could break out of its header. */
function angled(id: string): string | null {
  const bare = id.trim().replace(/^<|>$/g, '')
  return /^[!-~]{1,400}$/.test(bare) && !/[<>]/.test(bare) ? `<${bare}>` : null
}

function ownMessageId(secrets: Sealer, workspaceId: number, row: MailParts['row'], address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return outgoingMessageId(secrets, { workspaceId, ticketId: row.ticketId, messageId: row.messageId, domain })
}

function subjectOf(message: MailMessage, head: MailHead, { isAnswer, otherwise }: { isAnswer: boolean; otherwise: string }): string {
  // The title is what somebody wrote, and the first word goes to an address that nobody has proved.
  const about = message.subject || (message.line === 'acknowledged' ? '' : head.title)
  const words = line(stripSubjectPrefixes(about)) || otherwise
  const reference = `[${head.reference}]`
  return `${isAnswer ? 'Re: ' : ''}${words.includes(reference) ? words : `${words} ${reference}`}`
}

function automaticHeaders(row: MailParts['row'], message: MailMessage): Record<string, string> {
  const automatic = row.automatic || message.authorKind === 'system'
  // The second is for Exchange and its like, which do not honour RFC 3834. An answer by hand carries neither: to programs
  // that read it, ours among them, both mean that nobody wrote it.
  return automatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {}
}

function sortAttachments(rows: readonly MailAttachmentRow[], address: string) {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const pictures = new Map<string, string>()
  const related = []
  const attached = []
  for (const row of rows) {
    const file = { filename: line(row.filename) || 'attachment', content: row.bytes, contentType: safeType(row.contentType) }
    if (row.isInline && row.imageType !== null) {
      const cid = `${row.id}@${domain}`
      pictures.set(`attachment:${row.id}`, `cid:${cid}`)
      if (row.contentId) pictures.set(`cid:${row.contentId}`, `cid:${cid}`)
      related.push({ ...file, contentType: row.imageType, cid, contentDisposition: 'inline' })
    } else {
      attached.push({ ...file, contentDisposition: 'attachment' })
    }
  }
  // What is not among this mail's own pictures is named only: a mail of ours makes nobody's program load anything.
  const imageOf = ({ source }: Picture) =>
    source.kind === 'cid'
      ? (pictures.get(`cid:${source.cid}`) ?? null)
      : source.kind === 'attachment'
        ? (pictures.get(`attachment:${source.attachmentId}`) ?? null)
        : null
  return { related, attached, imageOf }
}

type Picture = { source: { kind: 'cid'; cid: string } | { kind: 'attachment'; attachmentId: string } | { kind: 'remote'; src: string } }

function safeType(type: string): string {
  return /^[a-z0-9!#$&^_.+-]{1,80}\/[a-z0-9!#$&^_.+-]{1,80}$/i.test(type) ? type : 'application/octet-stream'
}

function isSendable({ address }: { address: string }): boolean {
  return isValidRecipient(asciiAddress(address))
}

function asHeader({ address, name }: { address: string; name?: string }) {
  return { name: line(name ?? ''), address: asciiAddress(address) }
}

function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return at < 1 ? address : address.slice(0, at + 1) + (domainToASCII(domain) || domain)
}

function line(text: string): string {
  return cleanLine(text, 200)
}
