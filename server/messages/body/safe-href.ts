import { wellFormed } from './clean-text.ts'

const maxLength = 8_000
const phone = /^\+?[0-9().\-/;=a-z]{2,60}$/i

/**
 * The address of a link if it may be one: http, https, mailto or tel, normalised; otherwise null. Browsers drop tabs and line
 * breaks inside an address and control characters around it before they read the scheme, so the same is done here first:
 * `java\nscript:` is judged as what it would run as.
 */
export function safeHref(raw: string): string | null {
  if (raw.length > maxLength * 2) return null
  const text = trimInvisible(raw).replace(/[\t\n\r]/g, '')
  if (text.length > maxLength) return null
  const scheme = /^(https?|mailto|tel):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'mailto') return safeMailto(text.slice(7))
  if (scheme === 'tel') return phone.test(text.slice(4).replaceAll(' ', '')) ? `tel:${text.slice(4).replaceAll(' ', '')}` : null
  if (scheme !== 'http' && scheme !== 'https') return null
  return safeWebAddress(text)
}

// `https://bank.example@evil.example/` shows one host and opens another, so an address with user information is no link.
function safeWebAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  if (!url.hostname || url.username || url.password) return null
  return url.href.length > maxLength ? null : url.href
}

// Only the addressee and the subject survive: a body or a blind copy would put words into the agent's mail.
function safeMailto(rest: string): string | null {
  const [address = '', query = ''] = rest.split('?', 2)
  const to = decode(address)
  if (to === null || to.length > 320 || !/^[^\s@<>"'`,;:\\]+@[^\s@<>"'`,;:\\]+$/.test(to) || hasControl(to)) return null
  const subject = new URLSearchParams(query).get('subject')
  const suffix = subject && !hasControl(subject) ? `?subject=${encodeURIComponent(wellFormed(subject.slice(0, 200)))}` : ''
  return `mailto:${encodeURIComponent(wellFormed(to)).replaceAll('%40', '@')}${suffix}`
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function hasControl(text: string): boolean {
  // Control characters are named to be found: browsers leave some out of addresses.
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)
}

function trimInvisible(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isInvisible(text.charCodeAt(start))) start += 1
  while (end > start && isInvisible(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function isInvisible(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    (code >= 0x2000 && code <= 0x200f) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0xfeff
  )
}
