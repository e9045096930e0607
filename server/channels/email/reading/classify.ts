import { bounceFromReport, bounceFromText, parseDeliveryStatus, partsOfType, returnedMessageId, returnedRecipient } from './bounces.ts'
import type { Headers } from './headers.ts'
import { defaultLimits } from './limits.ts'
import { contentOf, type Part, readParts } from './parts.ts'
import { readProviderNotice } from './provider-notices.ts'
import type { Address, AutoKind, Bounce, Classification } from './types.ts'

export interface ClassifyInput {
  headers: Headers
  root: Part
  from: Address[]
  /** '' for the null path, null when unknown. */
  envelopeFrom: string | null
  subject: string
  /** Everything the mail says, quoted history too. */
  text: string
  textOf: (part: Part) => string
}

const daemonLocal =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|post[-_.]?master|poostmaster|mail[-_.]?deliver\w*(?:[-_.]\w+)*|bounce[sd]?|daemon)(?:[-+_].*)?$/i
const daemonName =
  /mail(?:er)? deliver|mailer[- ]daemon|mail system|delivery (?:sub)?system|postmaster|system administrator|mail administrator/i
const bounceSubject =
  /undeliver|undelivrable|unzustellbar|non remis|failure notice|returned (?:e-?)?mail|return(?:ed|ing) (?:message|to sender)|delivery (?:status )?(?:notification|fail|problem|report|error|has failed)|mail (?:delivery|could not|system error|error)|(?:message|mail) (?:not|un)deliver|nondeliverable|non[- ]delivery|could not (?:be )?(?:send|deliver)|couldn't be delivered|rejected|mail failure|delayed mail|warning: (?:message|could not)|(?:error|problem) (?:sending|delivering)|配信(?:不能|できません|エラー)|不達|未送達|송(?:신|부) 실패|전송 실패|반송|退信|退件|système de remise|fehlgeschlagen|no se puede entregar|impossibile|nedoru/i
const bounceText =
  /(?:could|can|was|were|has|have)(?: ?no|n')t (?:be(?:en)? )?(?:deliver|sen[dt]|reach)|unable to deliver|not able to deliver|delivery (?:to|of|has|fail|error)|undeliverable|permanent(?:ly)? (?:error|fail|fatal)|fatal errors|user unknown|unknown user|mailbox (?:is )?(?:full|unavailable)|failed recipient|returned (?:to|below|message)|did not reach|was not delivered|rejected your message|message you sent|problem with (?:its|the) delivery|error: invalid|error message below|had (?:permanent |delivery )|rejected by|配信できません|配送できません|送信できません|見つかりません|受信(?:を)?拒否/i
const autoReplySubject =
  /^\s*(?:auto(?:matic|matische|matisch)?[ -]?(?:reply|response|replied|antwort(?:et)?|odpowiedź|svar)|automatische (?:antwort|reactie)|réponse automatique|respuesta automática|risposta automatica|resposta automática|automatisch antwoord|automaattinen vastaus|automatyczna odpowiedź|odpowiedź automatyczna|otomatik yanıt|automatische beantwoording|automatická odpověď|automatikus válasz|αυτόματη απάντηση|trả lời tự động|ตอบกลับอัตโนมัติ|מענה אוטומטי|رد تلقائي|автоответ|автоматический ответ|out of (?:the )?office|abwesenheits(?:notiz|benachrichtigung)|absence(?: du bureau)?\s?:|afwezig|fuera de (?:la )?oficina|fuori sede|frånvaro|fravær|poissa|vacation (?:reply|message|response)|自動(?:応答|返信|回复|回覆)|不在(?:通知|連絡)|自动(?:回复|答复)|부재 ?중|자동 ?(?:응답|회신|답장))/i

/**
 * Says whether a machine wrote a mail, and which kind. Several signals together, because each alone misses many: of known
 * bounces half are no delivery reports, less than half carry Auto-Submitted and a third name a sender.
 */
export function classify(input: ClassifyInput): Classification {
  const signals = signalsOf(input)
  const has = (signal: Signal) => signals.includes(signal)
  const answer = (auto: AutoKind, bounce: Bounce | null = null): Classification => ({ auto, bounce, signals })

  if (has('feedback_report')) return answer('complaint')
  const notice = readProviderNotice(input.text)
  if (notice?.kind === 'complaint') return answer('complaint')
  if (notice) return notice.bounce ? answer('bounce', notice.bounce) : answer('auto_generated')
  const bounce = bounceOf(input, signals)
  if (bounce) return answer('bounce', bounce)
  if (has('auto_replied') || has('autoreply_header') || has('autoreply_subject')) return answer('auto_reply')
  if (has('list_id') || has('precedence_list')) return answer('list')
  if (
    has('auto_submitted') ||
    has('response_suppress') ||
    has('null_path') ||
    has('daemon_from') ||
    has('delivery_report') ||
    has('receipt') ||
    has('precedence_bulk')
  )
    return answer('auto_generated')
  return answer('no')
}

type Signal =
  | 'auto_replied'
  | 'auto_submitted'
  | 'null_path'
  | 'daemon_from'
  | 'delivery_report'
  | 'feedback_report'
  | 'receipt'
  | 'failed_recipients'
  | 'bounce_received'
  | 'bounce_subject'
  | 'autoreply_header'
  | 'autoreply_subject'
  | 'response_suppress'
  | 'precedence_list'
  | 'precedence_bulk'
  | 'list_id'

function signalsOf({ headers, root, from, envelopeFrom, subject, textOf }: ClassifyInput): Signal[] {
  const value = (name: string) => (headers.first(name) ?? '').trim().toLowerCase()
  // Whatever became of its parts: one that came without any is read as text.
  const reportType = (root.parameters.get('report-type') ?? '').toLowerCase()
  const submitted = value('auto-submitted').split(/[\s;(]/)[0] ?? ''
  const precedence = value('precedence')
  const returnPath = headers.first('return-path')?.trim() ?? null
  const found: Array<[Signal, boolean]> = [
    ['auto_replied', submitted === 'auto-replied'],
    ['auto_submitted', submitted !== '' && submitted !== 'no'],
    ['null_path', envelopeFrom === '' || envelopeFrom === '<>' || (envelopeFrom === null && returnPath === '<>')],
    [
      'daemon_from',
      from.some((address) => daemonLocal.test(address.address.split('@')[0] ?? '') || daemonName.test(address.name)) ||
        /(?:^|[\s<"])mailer-daemon(?:[>\s"]|$)/i.test(headers.first('from') ?? ''),
    ],
    ['delivery_report', reportType === 'delivery-status' || partsOfType(root, /^message\/(?:global-)?delivery-status$/).length > 0],
    [
      'feedback_report',
      reportType === 'feedback-report' || partsOfType(root, /^message\/feedback-report$/).length > 0 || isOutlookComplaint(root, textOf),
    ],
    [
      'receipt',
      reportType === 'disposition-notification' || partsOfType(root, /^message\/(?:global-)?disposition-notification$/).length > 0,
    ],
    ['failed_recipients', headers.first('x-failed-recipients') !== null],
    ['bounce_received', headers.all('received').some((line) => /invoked for bounce|\(qmail \d+ invoked from network bounce/i.test(line))],
    ['bounce_subject', bounceSubject.test(subject)],
    [
      'autoreply_header',
      headers.first('x-autoreply') !== null ||
        headers.first('x-autorespond') !== null ||
        headers.first('x-autoresponder') !== null ||
        precedence === 'auto_reply' ||
        precedence === 'auto-reply',
    ],
    ['autoreply_subject', autoReplySubject.test(subject)],
    ['response_suppress', /\b(?:all|autoreply|oof|dr|rn|nrn)\b/.test(value('x-auto-response-suppress'))],
    ['precedence_list', precedence === 'list'],
    ['precedence_bulk', precedence === 'bulk' || precedence === 'junk'],
    ['list_id', headers.first('list-id') !== null || headers.first('list-unsubscribe') !== null || headers.first('list-post') !== null],
  ]
  return found.filter(([, isTrue]) => isTrue).map(([signal]) => signal)
}

// Outlook.com sends back the mail itself, with a header of its own, and no report.
function isOutlookComplaint(root: Part, textOf: (part: Part) => string): boolean {
  return partsOfType(root, /^message\/rfc822$/)
    .slice(0, 3)
    .some((part) => /^x-hmxmroriginalrecipient:/im.test(textOf(part).slice(0, 4_000)))
}

function bounceOf(input: ClassifyInput, signals: Signal[]): Bounce | null {
  const has = (signal: Signal) => signals.includes(signal)
  const completed = (bounce: Omit<Bounce, 'originalMessageId'>): Bounce => ({
    ...bounce,
    recipient: bounce.recipient ?? failedRecipients(input.headers)[0] ?? returnedRecipient(input.root, input.textOf, input.text),
    originalMessageId: returnedMessageId(input.root, input.textOf, input.text),
  })
  const report = reportOf(input)
  if (report !== null && (has('delivery_report') || has('daemon_from') || has('null_path'))) {
    const parsed = parseDeliveryStatus(report)
    const bounce = bounceFromReport(parsed, input.text)
    if (bounce) return completed(bounce)
    if (parsed.recipients.length > 0) return null
  }
  const machine = has('null_path') || has('daemon_from') || has('failed_recipients') || has('bounce_received') || has('delivery_report')
  const says =
    has('failed_recipients') ||
    has('bounce_received') ||
    has('delivery_report') ||
    has('bounce_subject') ||
    bounceText.test(input.text.slice(0, 10_000))
  const isReply = has('autoreply_header') || has('autoreply_subject') || has('receipt')
  if (!machine || !says || (isReply && !has('failed_recipients'))) return null
  const own = input.headers
    .all('to')
    .flatMap((to) => [...to.toLowerCase().matchAll(/[^\s<>@(),;"]+@[^\s<>@(),;"]+/g)].slice(0, 20).map((match) => match[0]))
  return completed(bounceFromText(input.text, failedRecipients(input.headers), own))
}

/** The delivery report of a mail, or of a mail that it encloses: some gateways wrap the whole report they received. */
function reportOf({ root, textOf }: ClassifyInput): string | null {
  const own = partsOfType(root, /^message\/(?:global-)?delivery-status$/)[0]
  if (own) return textOf(own)
  for (const enclosed of partsOfType(root, /^message\/rfc822$/).slice(0, 2)) {
    const raw = Buffer.from(textOf(enclosed), 'utf8')
    const inner = readParts(raw, { ...defaultLimits, depth: 5, parts: 20 }).root
    const report = inner.type === 'multipart/report' ? partsOfType(inner, /^message\/(?:global-)?delivery-status$/)[0] : undefined
    if (report) return contentOf(report).toString('utf8')
  }
  return null
}

function failedRecipients(headers: Headers): string[] {
  return headers.all('x-failed-recipients').flatMap((value) => value.split(/[\s,;]+/).filter((address) => address.includes('@')))
}
