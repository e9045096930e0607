import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { type DeskSettings, deskSettings, fillNotice, noticeVariables } from '../desks/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import {
  type ComposedMail,
  handToRelay,
  type MailMessage,
  type NotComposed,
  type Signature,
  signatureOf,
  writeDown,
} from '../channels/email/index.ts'
import { type Body, bodyFromText } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import {
  agentText,
  dayWords,
  fillText,
  firstNameOf,
  type Language,
  mailVariables,
  requireKnown,
  saysLanguage,
  signatureVariables,
  type Values,
} from '../variables/index.ts'
import { bodyOfMail, type Finding, findingsIn, findingView, restrictedWordsOf } from '../wording/index.ts'
import { markFindings, withoutMarks } from './mark-findings.ts'
import { frameOf } from './preview-frame.ts'
import { type DeskOfPreview, deskOfPreview, mailOfUser } from './preview.queries.ts'
import type { MailPreview, SampleMail, TrialSent } from './preview.schema.ts'

type Asked = z.output<typeof SampleMail>

/** What the desk sends by itself, and which variables it fills in. */
const notices = {
  acknowledgement: { line: 'acknowledged', names: new Set(noticeVariables.acknowledgement) },
  status: { line: 'status_mailed', names: new Set(noticeVariables.statusMail) },
} as const
const noticeOf = (asked: Asked) => (asked.mail === 'acknowledgement' || asked.mail === 'status' ? notices[asked.mail] : null)

/** A customer of each language, who does not exist. */
const samples: Record<Language, { customer: string; title: string; words: string }> = {
  en: {
    customer: 'Yuki Tanaka',
    title: 'Cannot sign in after the update',
    words: 'Thank you for your message. We have looked into it, and it works again.',
  },
  ja: {
    customer: '田中 由紀',
    title: '更新後にサインインできません',
    words: 'お問い合わせありがとうございます。確認したところ、現在は正常にご利用いただけます。',
  },
  ko: {
    customer: '김민아',
    title: '업데이트 후 로그인이 안 됩니다',
    words: '문의해 주셔서 감사합니다. 확인해 보니 지금은 정상적으로 이용하실 수 있습니다.',
  },
}
const sampleMail = 'customer@example.com'
const sampleReference = 'TKT-0412'

/** A desk's mail as a customer would get it, about a ticket that is made up. */
export function previewSample(ctx: Context<StaffActor>, deskId: number, asked: Asked): Promise<z.input<typeof MailPreview>> {
  return ctx.transaction(async (tx) => {
    const desk = await deskOf(ctx, tx, deskId)
    const { message, findings, mail, signature } = await writeSample(ctx, tx, deskId, desk, asked, { address: sampleMail, marked: true })
    const written = 'problem' in mail ? null : mail
    return {
      mailed: written !== null,
      whyNot: written === null ? ('no_address' as const) : null,
      from: desk.address === null ? null : { address: desk.address, name: desk.fromName || desk.deskName },
      to: [...message.to],
      cc: [],
      bcc: [],
      subject: written?.subject ?? '',
      text: withoutMarks(written?.text ?? ''),
      contentUrl: written && (await frameOf(ctx, tx, null, written.html)),
      signature: signature.of === null ? null : { text: signature.text, of: signature.of },
      attachments: [],
      findings: findings.map(findingView),
    }
  })
}

/** Sends it to whoever asks, by the way mails to customers go. */
export async function sendSample(ctx: Context<StaffActor>, deskId: number, asked: Asked): Promise<z.input<typeof TrialSent>> {
  const notice = noticeOf(asked)
  requireKnown(asked.subject, notice?.names ?? new Set([...mailVariables].filter((name) => name !== agentText)), 'subject')
  requireKnown(asked.text, notice?.names ?? mailVariables, 'text')
  requireKnown(asked.signature ?? '', signatureVariables, 'signature')
  const { to, mail } = await ctx.transaction(async (tx) => {
    const desk = await deskOf(ctx, tx, deskId)
    const { email } = await tx.one<{ email: string | null }>(mailOfUser, [ctx.actor.userId])
    if (email === null) throw invalid('to', 'You have no mail address. Sign in as a person to send a trial to yourself.')
    return { to: email, mail: (await writeSample(ctx, tx, deskId, desk, asked, { address: email, marked: false })).mail }
  })
  if ('problem' in mail) throw invalid('address', mail.problem)
  const result = await handToRelay(ctx, deskId, { from: mail.envelope.from, to, raw: mail.raw })
  if (result === null) throw notSent('Mail cannot leave yet: no relay is configured. Set SMTP_URL and start again.')
  if (result.outcome !== 'sent') throw notSent(`The relay did not take the mail: ${result.response}`)
  return { to, response: result.response }
}

function notSent(why: string): AppError {
  return new AppError('refused', why, { action: 'mail-preview' })
}

async function deskOf(ctx: Context<StaffActor>, tx: Tx, deskId: number): Promise<DeskOfPreview> {
  const desk = await tx.maybe<DeskOfPreview>(deskOfPreview, [tx.workspaceId, deskId, ctx.actor.userId])
  if (!desk) throw notFound()
  return desk
}

interface Sample {
  readonly message: MailMessage
  readonly findings: readonly Finding[]
  readonly mail: ComposedMail | NotComposed
  readonly signature: Signature
}

async function writeSample(
  ctx: Context<StaffActor>,
  tx: Tx,
  deskId: number,
  desk: DeskOfPreview,
  asked: Asked,
  { address, marked }: { address: string; marked: boolean },
): Promise<Sample> {
  const language = asked.language ?? saysLanguage(asked.text) ?? 'en'
  const sample = samples[language]
  const notice = noticeOf(asked)
  const values = valuesOf(ctx, tx, desk, language)
  const { subject, body } = notice
    ? await noticeWords(tx, desk, asked, language)
    : { subject: fillText(asked.subject, values).filled, body: bodyOf(asked, sample.words, values) }
  const found = await findingsFor(tx, deskId, deskSettings(desk.settings), body)
  // Nobody is kept from sending what the desk sends by itself.
  const findings = notice ? found.map((one) => ({ ...one, effect: 'note' as const })) : found
  const message: MailMessage = {
    id: 0,
    ticketId: 0,
    kind: notice ? 'system' : asked.mail,
    authorKind: notice ? 'system' : 'agent',
    authorId: notice ? null : ctx.actor.userId,
    authorName: notice ? '' : ctx.actor.name,
    line: notice?.line ?? null,
    withHistory: notice === null,
    at: tx.now,
    subject: subject || null,
    body: marked ? markFindings(body, findings) : body,
    to: [{ address, name: sample.customer }],
    cc: [],
    mailMessageId: null,
  }
  const head = {
    ...desk,
    reference: values.ticket_id ?? '',
    title: sample.title,
    signature: asked.signature ?? desk.signature,
    // Whoever edits the desk's signature wants to see that one.
    authorSignature: asked.signature === undefined ? desk.authorSignature : null,
    // An answer to a trial belongs to no ticket.
    replyToken: 'message_id' as const,
    scopes: [],
    readsSince: null,
  }
  const mail = await writeDown(ctx.app.secrets, {
    workspaceId: tx.workspaceId,
    row: { ticketId: 0, messageId: 0, contactId: null, recipient: address, automatic: notice !== null },
    message,
    head,
    history: [],
    references: [],
    attachments: [],
    link: null,
  })
  return { message, findings, mail, signature: signatureOf({ message, head }) }
}

/** As the customer would be told of a ticket that waits for them, or what this desk has in its place. */
async function noticeWords(
  tx: Tx,
  desk: DeskOfPreview,
  { subject, text }: Asked,
  language: Language,
): Promise<{ subject: string; body: Body }> {
  const statuses = Object.values((await lifecycleVersion(tx, desk.lifecycleVersionId)).statuses)
  const status = statuses.find(({ category }) => category === 'waiting') ?? statuses.find(({ category }) => category === 'resolved')
  const values = {
    reference: sampleReference,
    ticket_id: sampleReference,
    status: (status?.customerLabel ?? status?.label)?.[language] ?? '',
  }
  return { subject: fillNotice(subject, values), body: bodyFromText(fillNotice(text, values)) }
}

function bodyOf(asked: Asked, words: string, values: Values): Body {
  if (asked.mail === 'reply') return bodyFromText(asked.words || words)
  return bodyOfMail(asked.text, asked.words.trim(), values)
}

function valuesOf(ctx: Context<StaffActor>, tx: Tx, desk: DeskOfPreview, language: Language): Values {
  const { customer, title } = samples[language]
  const deskName = desk.fromName || desk.deskName
  return {
    customer_name: customer,
    customer_first_name: firstNameOf(customer),
    customer_email: sampleMail,
    ticket_id: sampleReference,
    ticket_title: title,
    created_at: dayWords(tx.now, language, 'UTC'),
    today: dayWords(tx.now, language, 'UTC'),
    agent_name: ctx.actor.name,
    agent_first_name: firstNameOf(ctx.actor.name),
    desk_name: deskName,
  }
}

async function findingsFor(tx: Tx, deskId: number, settings: DeskSettings, body: Body): Promise<Finding[]> {
  const matcher = await restrictedWordsOf(tx, deskId, settings.restrictedWordsVersion)
  return findingsIn({ body, hasFiles: false, literals: [] }, matcher)
}
