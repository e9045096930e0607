import { normaliseAddress } from './addresses.ts'

export interface TrustedResult {
  dmarc: string
  /** The domain DMARC judged, and its policy when the header tells it. */
  dmarcDomain: string | null
  policy: string | null
  /** Domains with a passing signature. */
  dkimDomains: string[]
  spfDomain: string | null
}

/**
 * What a server we trust found (RFC 8601). Only the topmost header that carries its name counts: each server writes above what it
 * received, and whatever stands below may have come with the mail.
 */
export function readTrustedResult(headers: readonly string[], authservId: string): TrustedResult | null {
  const wanted = authservId.trim().toLowerCase()
  for (const header of headers) {
    const [head = '', ...methods] = splitOutsideQuotes(header.slice(0, 10_000))
    const id = withoutComments(head).trim().split(/\s+/)[0]?.replace(/^"|"$/g, '').toLowerCase()
    if (id === wanted) return resultOf(methods)
  }
  return null
}

function resultOf(methods: string[]): TrustedResult {
  const result: TrustedResult = { dmarc: 'none', dmarcDomain: null, policy: null, dkimDomains: [], spfDomain: null }
  for (const method of methods.slice(0, 50)) {
    const plain = withoutComments(method)
    const [, name = '', verdict = ''] = /^\s*([a-z0-9-]+)\s*(?:\/\s*\d+\s*)?=\s*([a-z]+)/i.exec(plain) ?? []
    const property = (key: string) => new RegExp(`(?:^|\\s)${key}\\s*=\\s*"?([^\\s";]+)`, 'i').exec(plain)?.[1]
    const passes = verdict.toLowerCase() === 'pass'
    if (name.toLowerCase() === 'dmarc') {
      result.dmarc = verdict.toLowerCase()
      result.dmarcDomain = domainOf(property('header\\.from'))
      result.policy = /\bp=\s*(none|quarantine|reject)\b/i.exec(method)?.[1]?.toLowerCase() ?? null
    } else if (name.toLowerCase() === 'dkim' && passes) {
      const domain = domainOf(property('header\\.d') ?? property('header\\.i'))
      if (domain) result.dkimDomains.push(domain)
    } else if (name.toLowerCase() === 'spf' && passes) result.spfDomain = domainOf(property('smtp\\.mailfrom'))
  }
  return result
}

function domainOf(value: string | undefined): string | null {
  if (!value) return null
  return normaliseAddress(`x@${value.slice(value.lastIndexOf('@') + 1)}`).slice(2) || null
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  let depth = 0
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (char === '\\') i += 1
    else if (char === '"' && depth === 0) quoted = !quoted
    else if (char === '(' && !quoted) depth += 1
    else if (char === ')' && !quoted && depth > 0) depth -= 1
    else if (char === ';' && !quoted && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function withoutComments(text: string): string {
  let out = ''
  let depth = 0
  for (const char of text) {
    if (char === '(') depth += 1
    else if (char === ')' && depth > 0) depth -= 1
    else if (depth === 0) out += char
  }
  return out
}
