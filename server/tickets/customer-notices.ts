import { fillNotice, type MailWords, mailWordsIn, type noticeVariables } from '../desks/index.ts'
import { bodyFromText, type NewMessage } from '../messages/index.ts'
import { type Language, languages } from '../variables/index.ts'
import type { Door } from './door.ts'
import { sayAndMail } from './mailing.ts'
import { languageOfTicket } from './ticket-values.ts'
import { bucketOf } from './ticket.ts'

/** A conversation is answered as it is held; a mail beside it would only be in the way. */
const unacknowledged: ReadonlySet<string> = new Set(['chat'])

/**
 * Tells the customer that their ticket is there, with its reference, in the act that makes it. The words are the desk's
 * alone: nothing of what somebody wrote, not even a name, goes to an address that nobody has proved. What a program wrote,
 * and mail whose sender is forged, is not answered (RFC 3834, 2). Whoever was written to first knows already.
 */
export async function acknowledge(door: Door, message: NewMessage | undefined): Promise<void> {
  const { ticket, settings } = door
  if (!settings.acknowledgeNew || !mayBeMailed(door) || unacknowledged.has(ticket.channel)) return
  if (message && (message.kind !== 'customer' || message.audience !== 'public')) return
  if (message?.mail && (message.mail.autoKind !== 'no' || message.mail.verdict === 'fail')) return
  await tell(
    door,
    { ...wordsFor(door, 'acknowledgement'), line: 'acknowledged' },
    { reference: ticket.reference, ticket_id: ticket.reference },
  )
}

/**
 * Tells the customer of a new status, where the desk does that: in the customer's own words for it, and only when those
 * changed. Whatever else the same act mailed says more, and goes alone.
 */
export async function mailStatusChange(door: Door): Promise<void> {
  const { before, ticket, settings, ctx } = door
  if (!before || before.status === ticket.status || !settings.statusMails || !door.mayTellStatus || ctx.actor.kind === 'customer') return
  const words = wordsFor(door, 'statusMail')
  const [former, next] = [before.status, ticket.status].map((key) => labelFor(door, key, words.language))
  if (former === undefined || next === undefined || former === next || !mayBeMailed(door)) return
  // Staff read what the customer was told in languages of their own, and also after the lifecycle is another.
  const labels = Object.fromEntries(languages.map((one) => [`status_${one}`, labelFor(door, ticket.status, one) ?? next]))
  await tell(
    door,
    { ...words, line: 'status_mailed', said: labels },
    { reference: ticket.reference, ticket_id: ticket.reference, status: next },
  )
}

type Notice = keyof typeof noticeVariables
type NoticeWords<N extends Notice> = Readonly<Record<(typeof noticeVariables)[N][number], string>>

function wordsFor({ ticket, settings }: Door, notice: Notice): MailWords {
  return mailWordsIn(settings[notice], languageOfTicket(ticket))
}

function labelFor({ lifecycle }: Pick<Door, 'lifecycle'>, key: string, language: Language): string | undefined {
  const status = lifecycle.statuses[key]
  return status && (status.customerLabel ?? status.label)[language]
}

function mayBeMailed({ ticket }: Door): boolean {
  const bucket = bucketOf(ticket)
  return !ticket.internal && ticket.contactEmail !== null && (bucket === 'active' || bucket === 'snoozed')
}

async function tell(
  door: Door,
  { subject, text, line, said }: MailWords & { line: 'acknowledged' | 'status_mailed'; said?: Readonly<Record<string, string>> },
  words: NoticeWords<'acknowledgement'> | NoticeWords<'statusMail'>,
): Promise<void> {
  const address = door.ticket.contactEmail
  if (address === null) return
  await sayAndMail(
    door,
    {
      kind: 'system',
      audience: 'public',
      author: { kind: 'system', id: null, name: '' },
      body: bodyFromText(fillNotice(text, words)),
      subject: fillNotice(subject, words) || null,
      systemLine: { key: line, params: { ...words, ...said } },
      withHistory: false,
    },
    { to: [{ address }] },
    { automatic: true, onlyMailed: true },
  )
}
