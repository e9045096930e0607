import { type CheckedHost, checkHost, type OutgoingRefusal } from './check-host.ts'
import { allowVariable, type Guard } from './guard.ts'

export interface CheckedWebAddress extends CheckedHost {
  readonly url: URL
}

const longest = 2_000

/**
 * Judges an address that we shall send to: https, or http where everything lies in networks the operator allowed; no user
 * name in it; a port that may be used; a host whose every address may be reached.
 */
export async function checkWebAddress(guard: Guard, typed: string): Promise<CheckedWebAddress | OutgoingRefusal> {
  const url = readWebAddress(typed)
  if (url === null) return { ok: false, reason: 'malformed', message: 'is not an address that starts with https://' }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: 'malformed', message: 'may not hold a user name or a password' }
  }
  const isSecure = url.protocol === 'https:'
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  const checked = await checkHost(guard, { host: url.hostname, port, protocol: 'web' })
  if (!isSecure && (checked.ok ? !checked.isAllowed : checked.reason === 'host_not_found')) {
    const message = `must start with https://; plain http goes only to networks that ${allowVariable} names`
    return { ok: false, reason: 'plain_http', message }
  }
  return checked.ok ? { ...checked, url } : checked
}

/** An http or https address in its canonical form, without a fragment. */
export function readWebAddress(typed: string): URL | null {
  if (typed.length > longest || !URL.canParse(typed)) return null
  const url = new URL(typed)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  url.hash = ''
  return url
}
