import { cleanLine } from '../../../messages/body/index.ts'
import { isHard, reasonOf } from './bounce-reason.ts'
import type { Bounce } from './types.ts'

/** What a sending service writes about one of our mails: a bounce, or that somebody marked it as spam. */
export interface ProviderNotice {
  kind: 'bounce' | 'complaint' | 'delivery'
  bounce: Bounce | null
}

const longestNotice = 200_000

/** Amazon SES by way of SNS: the text of the mail is one JSON object, in some set-ups wrapped into another, with a footer below. */
export function readProviderNotice(text: string): ProviderNotice | null {
  const start = text.indexOf('{')
  if (start === -1 || start > 200 || !/"(?:notificationType|eventType)"|\\"notificationType\\"/.test(text.slice(0, 5_000))) return null
  const end = text.lastIndexOf('}')
  // It is one long line, which mail servers break.
  const outer = objectOf(text.slice(start, Math.min(end + 1, start + longestNotice)).replace(/!?\n ?/g, ''))
  const notice = typeof outer?.Message === 'string' ? objectOf(outer.Message) : outer
  const kind = textOf(notice?.notificationType ?? notice?.eventType).toLowerCase()
  if (kind === 'complaint' || kind === 'delivery') return { kind, bounce: null }
  return kind === 'bounce' && notice ? { kind, bounce: bounceOf(notice) } : null
}

type Fields = Record<string, unknown>

function bounceOf(notice: Fields): Bounce {
  const bounce = fieldsOf(notice.bounce)
  const recipients = Array.isArray(bounce.bouncedRecipients) ? bounce.bouncedRecipients : []
  const first = fieldsOf(recipients[0])
  const diagnostic = cleanLine(textOf(first.diagnosticCode), 1_000)
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(`${textOf(first.status)} ${diagnostic}`)?.[0] ?? null
  const reason = reasonOf([diagnostic, `${textOf(bounce.bounceType)} ${textOf(bounce.bounceSubType)}`], status)
  const messageId = fieldsOf(fieldsOf(notice.mail).commonHeaders).messageId
  return {
    recipient: textOf(first.emailAddress) || null,
    status,
    smtpCode: /\b[45]\d\d\b/.exec(diagnostic)?.[0] ?? null,
    hard: textOf(bounce.bounceType) === 'Permanent' && isHard(reason, status, null),
    reason,
    diagnostic,
    originalMessageId: textOf(messageId).replace(/^<|>$/g, '') || null,
  }
}

function objectOf(json: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(json))
  } catch {
    return null
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
