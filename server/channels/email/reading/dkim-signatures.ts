import type { HeaderField } from './headers.ts'

export interface Signature {
  field: HeaderField
  domain: string
  /** Why it can prove nothing, or null when it is worth verifying. */
  objection: string | null
}

// Shown to people or deciding what they see: one of them added beside a signed one would be shown in its place.
const guarded = [
  'from',
  'subject',
  'date',
  'to',
  'cc',
  'reply-to',
  'sender',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]

/** Reads the DKIM-Signature fields (RFC 6376 §3.5) and rejects those that leave room for what the signer did not write. */
export function readSignatures(fields: readonly HeaderField[]): Signature[] {
  const counts = new Map<string, number>()
  for (const field of fields) counts.set(field.name, (counts.get(field.name) ?? 0) + 1)
  return fields
    .filter((field) => field.name === 'dkim-signature')
    .map((field) => {
      const tags = tagsOf(field.value.subarray(0, 20_000).toString('latin1'))
      return { field, domain: (tags.get('d') ?? '').toLowerCase(), objection: objectionTo(tags, counts) }
    })
}

function objectionTo(tags: Map<string, string>, counts: Map<string, number>): string | null {
  const signed = (tags.get('h') ?? '')
    .toLowerCase()
    .split(':')
    .map((name) => name.trim())
  if (!tags.get('d') || !tags.get('s') || !tags.get('b') || !tags.get('bh')) return 'the signature is incomplete'
  // Text behind the signed length would be shown as the signer's (RFC 6376 §8.2).
  if (tags.has('l')) return 'the signature covers only a part of the text'
  if (/sha1/i.test(tags.get('a') ?? '')) return 'the signature uses SHA-1'
  if (!signed.includes('from')) return 'the signature does not cover the From header'
  const doubled = guarded.find(
    (name) => (counts.get(name) ?? 0) > 1 && (counts.get(name) ?? 0) > signed.filter((entry) => entry === name).length,
  )
  return doubled ? `the ${doubled} header stands more often than the signature covers` : null
}

function tagsOf(value: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const part of value.split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0) tags.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).replace(/\s+/g, ''))
  }
  return tags
}
