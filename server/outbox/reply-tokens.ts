import type { Sealer } from '../platform/secrets.ts'

/**
 * What proves that a mail answers one of ours: a keyed code of 128 bits over workspace, ticket and person (in a reply
 * address) or over workspace, ticket and message (in a Message-ID). Written in base32 because mail servers change the
 * case of addresses.
 */
export interface ReplyToken {
  workspaceId: number
  ticketId: number
  contactId: number | null
  messageId: number | null
}

type Kind = 'r' | 'm'

const macLength = 16
const maxLocalPart = 64
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The address an answer of this person goes to: `support+<token>@example.com`. An address whose local part leaves no
 * room (RFC 5321, 4.5.3.1.1: 64 octets) is given back as it is; then the Message-ID alone carries the proof.
 */
export function replyAddress(
  secrets: Sealer,
  input: { address: string; workspaceId: number; ticketId: number; contactId: number | null },
): string {
  const at = input.address.lastIndexOf('@')
  const local = `${input.address.slice(0, at)}+${write(secrets, 'r', [input.workspaceId, input.ticketId, input.contactId ?? 0])}`
  return Buffer.byteLength(local) <= maxLocalPart ? local + input.address.slice(at) : input.address
}

/** The Message-ID of a message of ours, the same for every recipient and every attempt: `<…@domain>`. */
export function outgoingMessageId(
  secrets: Sealer,
  input: { workspaceId: number; ticketId: number; messageId: number; domain: string },
): string {
  return `<${write(secrets, 'm', [input.workspaceId, input.ticketId, input.messageId])}@${input.domain}>`
}

/** Reads the token of a reply address or a Message-ID; null when there is none or we did not write it. */
export function readReplyToken(secrets: Sealer, addressOrMessageId: string): ReplyToken | null {
  const bare = addressOrMessageId.trim().replace(/^<|>$/g, '')
  const at = bare.lastIndexOf('@')
  if (at < 1 || at > 200) return null
  const local = bare.slice(0, at).toLowerCase()
  const token = local.slice(local.lastIndexOf('+') + 1)
  const kind = token[0]
  // A reply address has its token behind a plus sign, a Message-ID has nothing else before the @.
  if (kind !== (local.includes('+') ? 'r' : 'm')) return null

  const bytes = fromBase32(token.slice(1))
  if (!bytes || bytes.length <= macLength) return null
  const numbers = readNumbers(bytes.subarray(0, bytes.length - macLength))
  if (!numbers) return null
  if (!secrets.macMatches('reply-token', macText(kind, numbers), bytes.subarray(bytes.length - macLength), macLength)) return null

  const [workspaceId, ticketId, last] = numbers
  return kind === 'r'
    ? { workspaceId, ticketId, contactId: last === 0 ? null : last, messageId: null }
    : { workspaceId, ticketId, contactId: null, messageId: last }
}

function write(secrets: Sealer, kind: Kind, numbers: [number, number, number]): string {
  const mac = secrets.mac('reply-token', macText(kind, numbers)).subarray(0, macLength)
  return kind + toBase32(Buffer.concat([writeNumbers(numbers), mac]))
}

function macText(kind: Kind, numbers: readonly number[]): string {
  return `${kind}/${numbers.join('/')}`
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
function writeNumbers(numbers: readonly number[]): Buffer {
  const bytes: number[] = []
  for (let number of numbers) {
    while (number >= 128) {
      bytes.push((number % 128) + 128)
      number = Math.floor(number / 128)
    }
    bytes.push(number)
  }
  return Buffer.from(bytes)
}

function readNumbers(bytes: Buffer): [number, number, number] | null {
  const numbers: number[] = []
  let number = 0
  let factor = 1
  for (const byte of bytes) {
    number += (byte % 128) * factor
    if (!Number.isSafeInteger(number)) return null
    if (byte >= 128) {
      factor *= 128
      continue
    }
    numbers.push(number)
    number = 0
    factor = 1
  }
  return numbers.length === 3 && factor === 1 ? (numbers as [number, number, number]) : null
}

function toBase32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** Null for any other spelling than the one `toBase32` writes: a token has exactly one form. */
function fromBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return null
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
    }
    held &= (1 << bits) - 1
  }
  const decoded = Buffer.from(bytes)
  return toBase32(decoded) === text ? decoded : null
}
