import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Body, bodyFromText, bodyToText, cleanLine, numberBlocks, picturesOf } from '../../../messages/body/index.ts'
import { classify } from './classify.ts'
import { chooseParts, readBody, textOfPart } from './content.ts'
import { contentHash } from './content-hash.ts'
import { parseMailDate } from './dates.ts'
import { calendarsIn, forwardedAuthor, forwardedMails } from './enclosed.ts'
import { decodeWords } from './encoded-words.ts'
import { inventedFilename, safeFilename } from './filenames.ts'
import { type Headers, headersOf, readHeaders } from './headers.ts'
import { readAddresses, readAuthor } from './identity.ts'
import { defaultLimits } from './limits.ts'
import { parseMessageId, parseMessageIds } from './message-ids.ts'
import { parseStructured } from './parameters.ts'
import { contentOf, type Part, type PartTree, readParts } from './parts.ts'
import { isForwardSubject } from './subject.ts'
import { unpack } from './unpack.ts'
import type { Limits, MailAttachment, ReadMail, ReadMailOptions } from './types.ts'

const maxSubject = 500
const largeBytes = 512 * 1024
const encryptedLine = '[This mail is encrypted. It is attached as it came.]'

/**
 * Reads a mail. Never throws and never fails for any bytes: what is odd is told in `problems`, what exceeds a bound is left out
 * and marked, and the caller keeps the raw bytes. Gives way to other work between large steps.
 */
export async function readMail(raw: Buffer, options: ReadMailOptions = {}): Promise<ReadMail> {
  const limits = { ...defaultLimits, ...options.limits }
  const tree = readParts(withLineFeeds(raw), limits)
  unpack(tree, limits)
  const headers = tree.root.headers
  const problems = [...tree.problems]
  const chosen = chooseParts(tree.root)
  const fallbackCharset = chosen.words.map((part) => part.parameters.get('charset')).find((charset) => charset !== undefined) ?? null
  headers.setFallbackCharset(fallbackCharset)

  const author = readAuthor(headers)
  problems.push(...author.problems)
  const subject = decodedLine(headers.first('subject') ?? '', maxSubject)
  const attachments: MailAttachment[] = []
  const body = readBody(chosen.words, {
    limits,
    fallbackCharset,
    isForward: isForwardSubject(subject),
    saveDataImage: (contentType, content) => saveDataImage(attachments, contentType, content, limits),
  })
  problems.push(...body.problems)
  const words = bodyToText(body.body).slice(0, 100_000)
  addEnclosed(body.body, tree, chosen.files, limits)
  if (raw.length > largeBytes) await nextTurn()
  let truncated = tree.truncated || body.truncated
  const located = new Map<string, MailAttachment>()
  for (const part of chosen.files) {
    if (attachments.length >= limits.attachments) {
      truncated = true
      problems.push(`more than ${limits.attachments} attachments: the rest is in the original mail`)
      break
    }
    part.headers.setFallbackCharset(fallbackCharset)
    const attachment = readAttachment(part, attachments.length + 1, limits)
    attachments.push(attachment)
    const location = part.headers.first('content-location')?.trim()
    if (location && attachment.contentType.startsWith('image/')) located.set(location, attachment)
    if (attachment.size > largeBytes) await nextTurn()
  }
  showLocated(body.body, located)
  const lists = readRecipients(headers, limits)
  truncated ||= lists.truncated
  const dateHeader = headers.first('date')
  const date = dateHeader === null ? null : parseMailDate(dateHeader)
  if (dateHeader !== null && date === null) problems.push('the Date header cannot be read')
  const verdict = classify({
    headers,
    root: tree.root,
    from: author.all,
    envelopeFrom: options.envelopeFrom ?? null,
    subject,
    text: words,
    textOf: (part) => textOfPart(part, { limits: { ...limits, textBytes: 100_000 }, fallbackCharset }),
  })

  return {
    messageId: parseMessageId(headers.first('message-id')),
    inReplyTo: parseMessageIds(headers.first('in-reply-to')),
    references: parseMessageIds(headers.first('references')),
    from: author.from,
    fromAll: author.all,
    sender: readAddresses(headers, 'sender', 1).addresses[0] ?? null,
    replyTo: lists.replyTo,
    to: lists.to,
    cc: lists.cc,
    bcc: lists.bcc,
    date,
    subject,
    body: body.body,
    text: bodyToText(body.body, { withQuotes: false }),
    attachments,
    forwardedFrom: forwardedAuthor(body.body),
    auto: verdict.auto,
    bounce: verdict.bounce,
    autoSignals: verdict.signals,
    headers: keptHeaders(headers),
    truncated,
    problems: [...new Set(problems)].slice(0, 50),
    contentHash: await hashOf(raw, tree),
  }
}

/** Below the words: invitations, mails that were passed on, and a line where nobody here can read the words. */
function addEnclosed(body: Body, tree: PartTree, files: Part[], limits: Limits): void {
  const hasWords = bodyToText(body).trim() !== ''
  body.blocks.push(...calendarsIn(files, limits), ...forwardedMails(tree.root, hasWords, limits))
  if (tree.isEncrypted && body.blocks.length === 0) body.blocks.push(...bodyFromText(encryptedLine).blocks)
  numberBlocks(body)
}

/** Pictures that the text names by their address and the mail brings along under it (RFC 2557) are not remote. */
function showLocated(body: Body, located: Map<string, MailAttachment>): void {
  if (located.size === 0) return
  for (const picture of picturesOf(body)) {
    const attachment = picture.source.kind === 'remote' ? located.get(picture.source.src) : undefined
    if (!attachment) continue
    attachment.contentId ??= cidOf(attachment.content)
    picture.source = { kind: 'cid', cid: attachment.contentId }
  }
}

function cidOf(content: Buffer): string {
  return `${createHash('sha256').update(content).digest('hex').slice(0, 32)}@inline.invalid`
}

/** Old Macintosh programs end a line with a carriage return alone. */
function withLineFeeds(raw: Buffer): Buffer {
  if (!raw.includes(0x0d) || raw.includes(0x0a)) return raw
  const text = Buffer.from(raw)
  for (let at = text.indexOf(0x0d); at !== -1; at = text.indexOf(0x0d, at + 1)) text[at] = 0x0a
  return text
}

export function decodedLine(value: string, max: number): string {
  return cleanLine(decodeWords(value.slice(0, 20_000)), max)
}

function readRecipients(headers: Headers, limits: Limits) {
  const read = (name: string) => readAddresses(headers, name, limits.addresses)
  const [replyTo, to, cc, bcc] = [read('reply-to'), read('to'), read('cc'), read('bcc')]
  const truncated = [replyTo, to, cc, bcc].some((list) => list.truncated)
  return { replyTo: replyTo.addresses, to: to.addresses, cc: cc.addresses, bcc: bcc.addresses, truncated }
}

function readAttachment(part: Part, number: number, limits: Limits): MailAttachment {
  const content = contentOf(part)
  const contentId = cleanLine((part.headers.first('content-id') ?? '').replace(/^\s*<|>\s*$/g, ''), 501) || null
  const parameter = (header: string, name: string) => parseStructured(part.headers.first(header) ?? '').parameters.get(name)
  const named = safeFilename(parameter('content-disposition', 'filename') ?? parameter('content-type', 'name') ?? null)
  return {
    filename: named ?? filenameOfMail(part, content, limits) ?? inventedFilename(part.type, number),
    contentType: part.type,
    disposition:
      part.disposition === 'inline' || (part.disposition === '' && contentId !== null && part.type.startsWith('image/'))
        ? 'inline'
        : 'attachment',
    contentId: contentId && contentId.length <= 500 ? contentId : null,
    content,
    size: content.length,
  }
}

// A mail passed on as an attachment is best known by its subject.
function filenameOfMail(part: Part, content: Buffer, limits: Limits): string | null {
  if (part.type !== 'message/rfc822') return null
  const inner = headersOf(readHeaders(content.subarray(0, 64 * 1024), 0, Math.min(content.length, 64 * 1024), limits).fields)
  const subject = safeFilename(decodedLine(inner.first('subject') ?? '', 150))
  return subject === null ? null : `${subject}.eml`
}

function saveDataImage(attachments: MailAttachment[], contentType: string, content: Buffer, limits: Limits) {
  if (content.length === 0 || attachments.length >= limits.attachments) return null
  // The same picture twice, as in every quoted signature, is one attachment.
  const cid = cidOf(content)
  if (!attachments.some((attachment) => attachment.contentId === cid)) {
    const filename = inventedFilename(contentType.replace('jpg', 'jpeg'), attachments.length + 1)
    attachments.push({
      filename,
      contentType: contentType.replace('image/jpg', 'image/jpeg'),
      disposition: 'inline',
      contentId: cid,
      content,
      size: content.length,
    })
  }
  return { kind: 'cid' as const, cid }
}

const kept = new Set(
  'auto-submitted precedence list-id list-unsubscribe list-unsubscribe-post list-post x-auto-response-suppress x-autoreply x-autorespond x-failed-recipients x-loop x-mailer user-agent importance x-priority priority sensitivity thread-topic thread-index content-language organization delivered-to x-original-to x-forwarded-to x-forwarded-for return-path authentication-results feedback-id x-spam-flag x-spam-status x-spam-score resent-from resent-to disposition-notification-to'.split(
    ' ',
  ),
)

function keptHeaders(headers: Headers): Record<string, string[]> {
  const out: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  for (const name of new Set(headers.fields.map((field) => field.name))) {
    if (!kept.has(name) && !name.startsWith('x-statedesk-')) continue
    out[name] = headers
      .all(name)
      .slice(0, 10)
      .map((value) => decodedLine(value, 2_000))
  }
  return { ...out }
}

async function hashOf(raw: Buffer, tree: PartTree): Promise<string> {
  // Past the bounds the fields are not all known; then the whole header block counts.
  return tree.root.headers.fields.length > 0 && !tree.truncated
    ? contentHash(raw, tree.root.headers.fields, tree.bodyStart)
    : contentHash(raw, [], 0)
}
