import { cleanLine } from '../../../messages/body/index.ts'
import { parseAddressList } from './addresses.ts'
import { isHard, reasonAt, reasonOf, refusedAt } from './bounce-reason.ts'
import { headersOf, readHeaders } from './headers.ts'
import { defaultLimits } from './limits.ts'
import { parseMessageId } from './message-ids.ts'
import { eachPart, type Part } from './parts.ts'
import type { Bounce } from './types.ts'

export interface DeliveryReport {
  recipients: Array<Map<string, string>>
}

/** The groups of a message/delivery-status part (RFC 3464): the first is about the mail, each other about one recipient. */
export function parseDeliveryStatus(text: string): DeliveryReport {
  const groups: Array<Map<string, string>> = []
  for (const block of text.slice(0, 100_000).split(/\n[ \t]*\r?\n/)) {
    const fields = new Map<string, string>()
    let last: string | null = null
    for (const line of block.split(/\r?\n/)) {
      const match = /^([A-Za-z][A-Za-z0-9-]{1,60})\s*:(.*)$/.exec(line)
      if (match) {
        last = (match[1] as string).toLowerCase()
        if (!fields.has(last)) fields.set(last, (match[2] as string).trim())
      } else if (last && /^\s/.test(line)) fields.set(last, `${fields.get(last)} ${line.trim()}`)
    }
    if (fields.size > 0) groups.push(fields)
  }
  return {
    recipients: groups.filter(
      (fields) => fields.has('final-recipient') || fields.has('action') || fields.has('status') || fields.has('original-recipient'),
    ),
  }
}

export function partsOfType(root: Part, pattern: RegExp): Part[] {
  return [...eachPart(root)].filter((part) => !part.isMultipart && pattern.test(part.type))
}

/** What a delivery report says about the recipient that fared worst. */
export function bounceFromReport(report: DeliveryReport, words: string): Omit<Bounce, 'originalMessageId'> | null {
  const failed = report.recipients.find((fields) => /^failed/i.test(fields.get('action') ?? ''))
  const fields = failed ?? report.recipients.find((group) => /^delayed/i.test(group.get('action') ?? '')) ?? report.recipients[0]
  if (!fields || /^(?:delivered|relayed|expanded)/i.test(fields.get('action') ?? '')) return null
  const diagnostic = cleanLine(fields.get('diagnostic-code') ?? '', 1_000)
  const text = explanation(words)
  const inReport = smtpReplyIn(diagnostic)
  // Some servers leave the code out of the report and write it for people only.
  const said = inReport.code === null ? { ...smtpReplyIn(text), status: inReport.status ?? smtpReplyIn(text).status } : inReport
  const declared = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null
  const isVague = declared === null || /^\d\.0\.0$/.test(declared)
  const status = inReport.status ?? (isVague ? (said.status ?? declared) : declared)
  const isDelayed = failed === undefined && /^delayed/i.test(fields.get('action') ?? '')
  const remark = fields.get('status')?.replace(/[\d.]+/g, '') ?? ''
  const command = refusedAt(`${diagnostic}\n${text}`)
  const reason = isDelayed
    ? 'delayed'
    : reasonAt(reasonOf([diagnostic, remark, inReport.code === null ? text : ''], status), status, command)
  return {
    recipient: recipientOf(fields),
    status,
    smtpCode: said.code,
    hard: !isDelayed && isHard(reason, status, command),
    reason,
    diagnostic: diagnostic || cleanLine(text, 300),
  }
}

function recipientOf(fields: Map<string, string>): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const value = fields
      .get(name)
      ?.replace(/^\s*[\w-]+\s*;/, '')
      .trim()
    const address = value ? parseAddressList(value.replace(/^<|>$/g, ''), 1).addresses[0]?.address : undefined
    if (address?.includes('@')) return address
  }
  return null
}

/** What a bounce without a report says, as servers before RFC 3464 and qmail, Exim and Gmail write it. */
export function bounceFromText(words: string, failedRecipients: string[], own: string[]): Omit<Bounce, 'originalMessageId'> {
  const text = explanation(words)
  const said = smtpReplyIn(text)
  const command = refusedAt(text)
  const reason = reasonAt(reasonOf([said.text ?? '', text], said.status), said.status, command)
  const isDelayed =
    /(?:this is a warning|delayed|still being retried|will (?:keep|continue|be) (?:trying|retr)|temporar)/i.test(text) &&
    !/permanent|failed|giving up|given up/i.test(text)
  return {
    recipient: failedRecipients[0] ?? recipientInText(text, own),
    status: said.status,
    smtpCode: said.code,
    hard: !isDelayed && !said.code?.startsWith('4') && isHard(reason, said.status, command),
    reason: isDelayed ? 'delayed' : reason,
    diagnostic: cleanLine(said.text ?? text, 300),
  }
}

// Below it the server repeats the mail that failed, which is no explanation.
const copyBelow =
  /^[-=*> _]{0,80}(?:below this line is a copy|this is a copy of|original message|included is a copy|unsent message|returned message|the header(?:s)? of the original|transcript of session follows.{0,20}original|original mail|message headers? follow|start of returned|original text)|^>? ?(?:received|return-path|message-id|dkim-signature): ?/im

function explanation(words: string): string {
  const text = words.slice(0, 30_000)
  const cut = copyBelow.exec(text)
  return cut && cut.index > 40 ? text.slice(0, cut.index) : text
}

interface SmtpReply {
  code: string | null
  status: string | null
  text: string | null
}

function smtpReplyIn(raw: string): SmtpReply {
  const text = raw.slice(0, 30_000)
  const both = lastingOf(text, /(?<![\d.])([245]\d\d)[\s:-]{1,8}['"(<#]{0,2}([245]\.\d{1,3}\.\d{1,3})\b/g)
  if (both) return { code: both[1] as string, status: both[2] as string, text: around(text, both.index) }
  // A number alone is a code only where a server speaks: at the start of a line, after a colon, a bracket or `said`.
  const code = lastingOf(
    text,
    /(?:^[ \t]{0,20}|[:;>"'([]\s{0,8}|said:?\s{1,8}|error\s|code\s?:?|reason:\s|<<<\s)([45][0-5]\d)(?=[\s,-]\s{0,8}[^\s\d])|(?<=\s)([45][0-5]\d)(?=-['"])/gim,
  )
  const status = /(?<![\d.])#?([245]\.\d{1,2}\.\d{1,3})(?![\d.])/.exec(text)
  if (!code && !status) return { code: null, status: null, text: null }
  return {
    code: code?.[1] ?? code?.[2] ?? null,
    status: status?.[1] ?? null,
    text: around(text, Math.min(code?.index ?? text.length, status?.index ?? text.length)),
  }
}

/** The first refusal for good, else the first of any kind: a transcript tells of many tries. */
function lastingOf(text: string, pattern: RegExp): RegExpExecArray | null {
  const matches = [...text.matchAll(pattern)].slice(0, 100)
  return matches.find((match) => (match[1] ?? match[2])?.startsWith('5')) ?? matches[0] ?? null
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 200), at + 400)
}

const addressShape = '[^\\s<>@()[\\]:;,"\']{1,64}@[a-z0-9.-]{1,255}[a-z0-9]'
// Where servers name the recipient, the surest first: qmail and Postfix, then Exim, then a sentence.
const recipientPlaces = [
  `^[ \\t]{0,20}<(${addressShape})>`,
  `^[ \\t]{0,20}(${addressShape})[ \\t]{0,20}:?$`,
  `(?:recipient|rcpt to|address|user)[^\\n@]{0,40}?<?(${addressShape})`,
  `(${addressShape})`,
]

function recipientInText(text: string, own: string[]): string | null {
  const head = text.slice(0, 8_000)
  let fallback: string | null = null
  for (const place of recipientPlaces) {
    for (const [, address = ''] of head.matchAll(new RegExp(place, 'gim'))) {
      if (/^(?:mailer-daemon|postmaster|abuse)@/i.test(address)) fallback ??= address
      else if (own.includes(address.toLowerCase())) fallback = address
      else return address
    }
  }
  return fallback
}

/** The Message-ID of the mail that came back: of the returned mail or its headers, else as it stands in the text. */
export function returnedMessageId(root: Part, textOf: (part: Part) => string, words: string): string | null {
  const id = returnedHeader(root, textOf, 'message-id', parseMessageId)
  return id ?? parseMessageId(/^[ \t>]{0,10}message-id:[ \t]*(<[^<>\s]{1,500}>)/im.exec(words)?.[1] ?? null)
}

/** To whom the mail that came back was written, if it was to one only: for servers that do not say whom they could not reach. */
export function returnedRecipient(root: Part, textOf: (part: Part) => string, words: string): string | null {
  const one = (header: string) => {
    const { addresses } = parseAddressList(header, 2)
    return addresses.length === 1 ? (addresses[0]?.address ?? null) : null
  }
  const below = copyBelow.exec(words.slice(0, 30_000))
  const inText = below ? /^[ \t>]{0,10}to:[ \t]*([^\n]{3,300})/im.exec(words.slice(below.index, 60_000))?.[1] : undefined
  return returnedHeader(root, textOf, 'to', one) ?? (inText === undefined ? null : one(inText))
}

function returnedHeader(root: Part, textOf: (part: Part) => string, name: string, read: (value: string) => string | null): string | null {
  for (const part of partsOfType(root, /^(?:message\/(?:rfc822|global|rfc822-headers)|text\/rfc822-headers)$/).slice(0, 20)) {
    const bytes = Buffer.from(textOf(part), 'utf8')
    const value = headersOf(readHeaders(bytes, 0, bytes.length, defaultLimits).fields).first(name)
    const found = value === null ? null : read(value)
    if (found) return found
  }
  return null
}
