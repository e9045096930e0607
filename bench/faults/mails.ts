import { createHash } from 'node:crypto'
import type { Random } from './random.ts'
import type { Letter } from './smtp-client.ts'

/** A mail and everything that must be found again in the product. */
export interface SentMail extends Letter {
  readonly messageId: string
  /** Words that stand in this mail and in nothing else. */
  readonly canary: string
  readonly attachments: readonly { readonly filename: string; readonly sha256: string }[]
  /** The Message-ID of the reply it answers; its ticket is known by that. */
  readonly answers: string | null
}

export interface Question {
  readonly canary: string
  readonly from: string
  readonly to: string
  /** One attachment of this size; by chance otherwise. */
  readonly attachmentBytes?: number
  /** Set for an answer to one of the product's mails. */
  readonly reply?: { readonly subject: string; readonly messageId: string; readonly quoted: string }
  /** Message-IDs it refers to without answering one of ours. */
  readonly refersTo?: string
}

const greetings = ['Hello', 'こんにちは', '안녕하세요', 'Grüß Gott']

/** Writes a mail; some have attachments of 0.05 to 1.5 MB. */
export function mailOf(random: Random, { canary, from, to, attachmentBytes, reply, refersTo }: Question): SentMail {
  const messageId = `${canary}@customer.example`
  const boundary = `=_${canary}`
  const files = attachmentBytes
    ? [{ filename: `${canary}.bin`, content: random.bytes(attachmentBytes) }]
    : random.chance(0.12)
      ? Array.from({ length: random.between(1, 2) }, (_, index) => fileOf(random, `${canary}-${index}`))
      : []
  const text = `${random.pick(greetings)},\n\n${canary} does not work.\n.a line that begins with a dot\n${reply ? `\n> ${reply.quoted}\n` : ''}`
  const lines = [
    `From: Customer <${from}>`,
    `To: ${to}`,
    `Subject: ${reply ? `Re: ${reply.subject.replace(/[^ -~]/g, '')}` : `About ${canary}`}`,
    `Message-ID: <${messageId}>`,
    'Date: Mon, 02 Nov 2026 10:00:00 +0000',
    ...(reply ? [`In-Reply-To: ${reply.messageId}`, `References: ${reply.messageId}`] : []),
    ...(refersTo ? [`In-Reply-To: ${refersTo}`, `References: ${refersTo}`] : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    wrapped(Buffer.from(text)),
    ...files.flatMap(({ filename, content }) => [
      `--${boundary}`,
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; filename="${filename}"`,
      'Content-Transfer-Encoding: base64',
      '',
      wrapped(content),
    ]),
    `--${boundary}--`,
    '',
  ]
  return {
    from,
    to,
    raw: Buffer.from(lines.join('\r\n')),
    messageId,
    canary,
    attachments: files.map(({ filename, content }) => ({ filename, sha256: createHash('sha256').update(content).digest('hex') })),
    answers: reply?.messageId ?? null,
  }
}

function fileOf(random: Random, name: string): { filename: string; content: Buffer } {
  return { filename: `${name}.bin`, content: random.bytes(random.between(50_000, 1_500_000)) }
}

function wrapped(content: Buffer): string {
  return content.toString('base64').replace(/.{76}/g, '$&\r\n')
}
