import { domainToASCII } from 'node:url'
import { cleanLine } from '../../../messages/body/index.ts'
import { type Token, tokensOf } from './address-tokens.ts'
import { decodeWords } from './encoded-words.ts'
import type { Address } from './types.ts'

export interface ParsedAddressList {
  /** Mailboxes in order, those of groups too. */
  addresses: Address[]
  /** The header uses group syntax (`Team: a@b.example;`), which names no author. */
  hasGroup: boolean
  /** Something in it is no address; what could be read is in `addresses`. */
  malformed: boolean
  truncated: boolean
}

const defaultLimit = 1_000

/**
 * Reads an address header (RFC 5322 §3.4) in one pass. The structure is read before any encoded word is decoded, so that a
 * display name can never become an address: of `"ceo@corp.example" <x@evil.example>` the address is x@evil.example.
 */
export function parseAddressList(header: string, limit: number = defaultLimit): ParsedAddressList {
  const list: ParsedAddressList = { addresses: [], hasGroup: false, malformed: false, truncated: false }
  let entry = newEntry()
  let inGroup = false
  const close = () => {
    const address = addressOf(entry)
    const isAddress = address !== null && isReadable(address.address)
    if (isAddress) list.addresses.push(address)
    if (entry.broken || (!isAddress && !isEmpty(entry))) list.malformed = true
    entry = newEntry()
  }
  for (const token of tokensOf(header)) {
    if (token.kind === 'special' && token.text === ',') close()
    else if (token.kind === 'special' && token.text === ';') {
      close()
      inGroup = false
    } else if (token.kind === 'special' && token.text === ':' && !inGroup) {
      entry = newEntry()
      inGroup = true
      list.hasGroup = true
    } else addToken(entry, token)
    if (list.addresses.length >= limit) {
      list.truncated = true
      return list
    }
  }
  close()
  return list
}

interface Entry {
  words: Token[]
  comments: string[]
  angles: string[]
  broken: boolean
}

function newEntry(): Entry {
  return { words: [], comments: [], angles: [], broken: false }
}

function isEmpty(entry: Entry): boolean {
  return entry.words.length === 0 && entry.angles.length === 0
}

function addToken(entry: Entry, token: Token): void {
  if (token.broken) entry.broken = true
  if (token.kind === 'comment') entry.comments.push(token.text)
  else if (token.kind === 'angle') entry.angles.push(token.text)
  else {
    // Words after the brackets: which of the two is meant is anybody's guess.
    if (entry.angles.length > 0) entry.broken = true
    entry.words.push(token)
  }
}

function addressOf(entry: Entry): Address | null {
  const [angle, ...more] = entry.angles
  if (more.length > 0) entry.broken = true
  if (angle !== undefined) {
    if (/[^\s.@][^\S]+[^\s.@]/.test(angle.replace(/"[^"]*"/g, 'q').trim())) entry.broken = true
    const address = normaliseDomain(withoutRoute(withoutSpace(angle)))
    return address === '' ? null : { name: nameOf(entry.words, entry.comments), address }
  }
  const spec = entry.words.map((token) => (token.kind === 'quoted' ? quote(token.text) : token.text)).join('')
  const hasSpaces = entry.words.some(
    (token, index) => index > 0 && token.spaceBefore && !/^[.@]/.test(token.text) && !/[.@]$/.test(entry.words[index - 1]?.text ?? ''),
  )
  if (hasSpaces) {
    const single = entry.words.filter((token) => token.kind === 'word' && /^[^@]+@[^@]+$/.test(token.text))
    entry.broken = true
    return single.length === 1
      ? {
          name: nameOf(
            entry.words.filter((token) => token !== single[0]),
            entry.comments,
          ),
          address: normaliseDomain(single[0]?.text ?? ''),
        }
      : null
  }
  return spec.includes('@') ? { name: nameOf([], entry.comments), address: normaliseDomain(spec) } : null
}

// `<@relay.example,@other.example:a@b.example>`, the route of RFC 822, names the way, not the mailbox.
function withoutRoute(text: string): string {
  return text.startsWith('@') ? text.slice(text.indexOf(':') + 1) : text
}

/** Space and comments may stand around the parts of an address (RFC 5322 §4.4), and mean something only inside quotes. */
function withoutSpace(text: string): string {
  let out = ''
  let quoted = false
  let depth = 0
  for (const char of text) {
    if (char === '"' && depth === 0) quoted = !quoted
    if (!quoted && char === '(') depth += 1
    if (depth === 0 && (quoted || !/\s/.test(char))) out += char
    if (!quoted && char === ')' && depth > 0) depth -= 1
  }
  return out
}

function nameOf(words: Token[], comments: string[]): string {
  let text = ''
  for (const word of words) text += (word.spaceBefore && text ? ' ' : '') + word.text
  const name = cleanLine(decodeWords(text), 200)
  return name || cleanLine(decodeWords(comments.join(' ')), 200)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function normaliseDomain(address: string): string {
  const at = address.lastIndexOf('@')
  return at === -1 ? address : address.slice(0, at + 1) + address.slice(at + 1).toLowerCase()
}

// Looser than RFC 5321: letters of any script, since such addresses exist (RFC 6531), but one @ outside quotes and no white space.
function isReadable(address: string): boolean {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (at < 1 || address.length > 320 || !/^(?:[\p{L}\p{N}\p{M}._-]+|\[[0-9a-z.:-]+\])$/iu.test(domain) || /^\.|\.\.|\.$/.test(domain))
    return false
  // RFC 5321 allows no control characters in a local part: they are named to be refused.
  // oxlint-disable-next-line no-control-regex
  return /^"(?:[^"\\\u0000-\u001f\u007f]|\\[\u0020-\u007e])*"$/.test(local) || /^[^\s"(),:;<>@[\\\]\u0000-\u001f\u007f]+$/.test(local)
}

export interface Recipient {
  local: string
  domain: string
  /** `quoted`: `"a b"@example.org`; `literal`: `a@[192.0.2.1]`. */
  kind: 'plain' | 'quoted' | 'literal'
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** Reads a Mailbox exactly as RFC 5321 §4.1.2 writes it, with the limits of §4.5.3.1; anything else is null. */
export function parseRecipient(address: string): Recipient | null {
  if (address.length > 254) return null
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (at < 1 || local.length > 64) return null
  const isQuoted = /^"(?:[\u0020\u0021\u0023-\u005b\u005d-\u007e]|\\[\u0020-\u007e])*"$/.test(local)
  if (!isQuoted && !/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i.test(local)) return null
  if (domain.startsWith('[')) return isAddressLiteral(domain) ? { local, domain, kind: 'literal' } : null
  if (domain.length > 253 || !domain.split('.').every((part) => label.test(part))) return null
  return { local, domain, kind: isQuoted ? 'quoted' : 'plain' }
}

/**
 * Whether we hand this address to a mail server. Quoted local parts and address literals are legal, but programs read them in
 * different ways (`"victim@corp.example"@evil.example`), so they are refused; so is a domain that ends in a number.
 */
export function isValidRecipient(address: string): boolean {
  const recipient = parseRecipient(address)
  return recipient?.kind === 'plain' && !/(^|\.)[0-9]+$/.test(recipient.domain)
}

function isAddressLiteral(domain: string): boolean {
  const inner = /^\[(.*)\]$/s.exec(domain)?.[1]
  if (inner === undefined) return false
  if (!/^IPv6:/i.test(inner)) return isIpv4(inner)
  return isIpv6(inner.slice(5))
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

// RFC 5321 §4.1.3: eight groups, or at most six around one `::`; the last two may be an IPv4 address.
function isIpv6(text: string): boolean {
  const dotted = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : null
  if (dotted !== null && !isIpv4(dotted)) return false
  const hex = dotted === null ? text : `${text.slice(0, text.lastIndexOf(':') + 1)}0:0`
  const halves = hex.split('::')
  if (halves.length > 2 || hex.includes(':::')) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? groups.length <= 6 : groups.length === 8
}

/** One spelling for comparison and storage: lower case, the domain in its ASCII form. */
export function normaliseAddress(address: string): string {
  const trimmed = address.trim()
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return trimmed.toLowerCase()
  const domain = trimmed.slice(at + 1)
  const ascii = domain.startsWith('[') ? domain : domainToASCII(domain.slice(0, 255)) || domain
  return `${trimmed.slice(0, at).toLowerCase()}@${ascii.toLowerCase()}`
}

/** `"Name" <a@b.example>` for a header: the name quoted, and encoded when it is not ASCII, so that it cannot end its field. */
export function formatAddress(address: Address): string {
  const name = cleanLine(address.name, 200)
  if (!name) return address.address
  if (/^[ -~]*$/.test(name)) return `${quote(name)} <${address.address}>`
  return `=?utf-8?B?${Buffer.from(name, 'utf8').toString('base64')}?= <${address.address}>`
}
