import type { z } from 'zod'
import type { Context, Permission, StaffActor } from '../access/index.ts'
import { type DeskSettings, deskSettings, mailWordsIn } from '../desks/index.ts'
import { mailHeadOf, type MailAttachmentRow, type MailMessage, readConversation, signatureOf, writeDown } from '../channels/email/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { type Body, bodyFromHtml, bodyFromText } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { forbidden } from '../platform/errors/index.ts'
import {
  findTicket,
  languageOfTicket,
  literalsOf,
  quotesHistory,
  referenceToCome,
  type Ticket,
  type TicketToCome,
  ticketToCome,
  ticketValues,
} from '../tickets/index.ts'
import { fillText } from '../variables/index.ts'
import { bodyOfMail, fillBody, type Finding, findingsIn, findingView, restrictedWordsOf } from '../wording/index.ts'
import { frameOf } from './preview-frame.ts'
import { markFindings, withoutMarks } from './mark-findings.ts'
import { type DeskOfPreview, deskOfPreview, ownUploads } from './preview.queries.ts'
import type { MailPreview, PreviewMail } from './preview.schema.ts'

type Asked = z.output<typeof PreviewMail>
type Preview = z.input<typeof MailPreview>

const rights: Record<Asked['kind'], Permission> = {
  reply: 'tickets.reply',
  resolve: 'tickets.change_status',
  hold: 'tickets.change_status',
}
const acts = {
  reply: { kind: 'reply', event: null, effect: null, template: null },
  resolve: { kind: 'resolution', event: 'resolve', effect: 'resolution_mail', template: 'resolutionMail' },
  hold: { kind: 'hold', event: 'hold', effect: 'hold_mail', template: 'holdMail' },
} as const

/**
 * The mail that a reply, a first message, a resolution or a hold would send, written by what writes it then, with what there
 * is to say about its words.
 */
export function previewMail(ctx: Context<StaffActor>, on: string | TicketToCome, asked: Asked): Promise<Preview> {
  return ctx.transaction(async (tx) => {
    const ticket = typeof on === 'string' ? await findTicket(ctx, tx, on) : await shownToCome(ctx, tx, on)
    const isToCome = ticket.id === noId
    const right = rights[asked.kind]
    if (!ctx.actor.permissions.has(right)) throw forbidden(right)
    const desk = await tx.one<DeskOfPreview>(deskOfPreview, [tx.workspaceId, ticket.deskId, ctx.actor.userId])
    const settings = deskSettings(desk.settings)
    const uploads = asked.attachments?.length
      ? await tx.many<MailAttachmentRow & { size: number }>(ownUploads, [
          tx.workspaceId,
          asked.attachments,
          ctx.actor.userId,
          picturesNamed(asked.html),
        ])
      : []
    const written = await wordsOf(ctx, tx, ticket, settings, asked)
    const findings = await findingsFor(tx, ticket, settings, written, uploads.length > 0)
    const recipients = recipientsOf(ticket, asked)
    const whyNot = await whyNotMailed(tx, ticket, asked, recipients.to.length)

    const message: MailMessage = {
      id: Number.MAX_SAFE_INTEGER,
      ticketId: ticket.id,
      kind: acts[asked.kind].kind,
      authorKind: 'agent',
      authorId: ctx.actor.userId,
      authorName: ctx.actor.name,
      line: null,
      withHistory: quotesHistory(asked),
      at: tx.now,
      subject: written.subject,
      body: markFindings(written.body, findings),
      to: recipients.to,
      cc: recipients.cc,
      mailMessageId: null,
    }
    const row = {
      ticketId: ticket.id,
      messageId: 0,
      addressId: null,
      contactId: ticket.contactId,
      recipient: recipients.to[0]?.address ?? '',
      automatic: false,
    }
    const head = isToCome
      ? { ...desk, reference: ticket.reference, title: ticket.title, scopes: [], readsSince: null }
      : await mailHeadOf(tx, message, row)
    const conversation = isToCome ? { history: [], references: [] } : await tx.asPublicReader(() => readConversation(tx, message, head))
    const mail = await writeDown(ctx.app.secrets, {
      workspaceId: tx.workspaceId,
      row,
      message,
      head,
      ...conversation,
      attachments: uploads,
      link: null,
    })
    const signature = signatureOf({ message, head })
    const noAddress = 'problem' in mail
    return {
      mailed: whyNot === null && !noAddress,
      whyNot: whyNot ?? (noAddress ? 'no_address' : null),
      from: head.address === null ? null : { address: head.address, name: head.fromName || head.deskName },
      ...recipients,
      subject: noAddress ? '' : mail.subject,
      text: noAddress ? '' : withoutMarks(mail.text),
      contentUrl: noAddress ? null : await frameOf(ctx, tx, isToCome ? null : ticket.id, mail.html),
      signature: signature.of === null ? null : { text: signature.text, of: signature.of },
      attachments: uploads.map(({ id, filename, size }) => ({ id, filename, size })),
      findings: [...findings, ...(whyNot === 'no_recipient' ? [noRecipient] : [])].map(findingView),
    }
  })
}

/** A ticket that is not made yet has none. */
const noId = 0

async function shownToCome(ctx: Context<StaffActor>, tx: Tx, on: TicketToCome): Promise<Ticket> {
  return { ...(await ticketToCome(ctx, tx, on)), id: noId, reference: await referenceToCome(tx, on.deskId) }
}

interface Written {
  readonly body: Body
  readonly subject: string | null
  /** What the agent wrote themselves; the rest is the desk's. */
  readonly own: Body | null
}

async function wordsOf(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket, settings: DeskSettings, asked: Asked): Promise<Written> {
  const { template } = acts[asked.kind]
  if (template === null) {
    const typed = asked.html ? bodyFromHtml(asked.html) : bodyFromText(asked.text ?? '')
    const body = ticket.id === noId ? fillBody(typed, { ticket_id: ticket.reference }).filled : typed
    return { body, own: body, subject: null }
  }
  const words = mailWordsIn(settings[template], languageOfTicket(ticket))
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const values = await ticketValues(tx, { ticket, lifecycle, actor: ctx.actor, now: tx.now, language: words.language })
  const text = asked.text?.trim() ?? ''
  return {
    body: bodyOfMail(words.text, text, values),
    own: text === '' ? null : bodyFromText(text),
    subject: fillText(words.subject, values).filled || null,
  }
}

/** What the agent did not write does not keep them from sending: it is only marked. */
async function findingsFor(tx: Tx, ticket: Ticket, settings: DeskSettings, { body, own }: Written, hasFiles: boolean): Promise<Finding[]> {
  const matcher = await restrictedWordsOf(tx, ticket.deskId, settings.restrictedWordsVersion)
  const look = (words: Body) => findingsIn({ body: words, hasFiles, literals: literalsOf(ticket) }, matcher)
  const written = own ? look(own) : []
  return look(body).map((finding) => {
    const theirs = written.some(({ kind, phrase }) => kind === finding.kind && phrase === finding.phrase)
    return theirs ? finding : { ...finding, effect: 'note' as const }
  })
}

function recipientsOf({ contactEmail, contactName }: Ticket, { kind, to, cc, bcc }: Asked) {
  const contact = contactEmail ? [{ address: contactEmail, ...(contactName ? { name: contactName } : {}) }] : []
  if (kind !== 'reply') return { to: contact, cc: [], bcc: [] }
  return { to: to && to.length > 0 ? to : contact, cc: cc ?? [], bcc: bcc ?? [] }
}

async function whyNotMailed(tx: Tx, ticket: Ticket, { kind, mail }: Asked, recipients: number): Promise<Preview['whyNot']> {
  const { event, effect } = acts[kind]
  if (event !== null) {
    const { transitions } = await lifecycleVersion(tx, ticket.lifecycleVersionId)
    if (!transitions.some((row) => row.on === event && row.does?.includes(effect))) return 'not_in_lifecycle'
    if (mail === false) return 'turned_off'
  }
  if (ticket.internal) return 'internal'
  return recipients === 0 ? 'no_recipient' : null
}

const noRecipient: Finding = { kind: 'no_recipient', effect: 'note', phrase: '', hint: '', places: [] }

/** Uploads that stand in the text as pictures, by the name they have there until it is sent. */
function picturesNamed(html: string | undefined): number[] {
  return [...(html ?? '').matchAll(/cid:upload-(\d{1,15})\b/g)].map((match) => Number(match[1]))
}
