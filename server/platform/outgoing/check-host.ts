import { isIP } from 'node:net'
import { allowVariable, type Guard, verdictOn } from './guard.ts'
import type { HostAddress } from './lookup.ts'

/** Why nothing is sent there, with a sentence for whoever typed it. It never says what stands behind the host. */
export interface OutgoingRefusal {
  readonly ok: false
  readonly reason: 'malformed' | 'port' | 'host_not_found' | 'address_refused' | 'plain_http'
  readonly message: string
}

/** A host whose every address was looked at. Whoever connects dials one of these addresses and asks for no others. */
export interface CheckedHost {
  readonly ok: true
  /** As it is asked for in TLS and in the Host header: lower case, ASCII (IDNA), no trailing dot; IPv6 without brackets. */
  readonly host: string
  /** The name to check a certificate against; absent where an address was typed. */
  readonly servername?: string
  readonly port: number
  readonly addresses: readonly [HostAddress, ...HostAddress[]]
  /** All of it lies in networks that the operator allowed. */
  readonly isAllowed: boolean
}

/** What is spoken there: it decides the ports below 1025. */
export type Protocol = 'web' | 'imap' | 'smtp'

/** Looks a host up and judges every address it has: one that is not public refuses the host. */
export async function checkHost(
  guard: Guard,
  { host: typed, port, protocol }: { host: string; port: number; protocol: Protocol },
): Promise<CheckedHost | OutgoingRefusal> {
  const host = canonicalHost(typed)
  if (host === null) return { ok: false, reason: 'malformed', message: 'is not a host' }
  if (!mayUsePort(port, protocol)) return { ok: false, reason: 'port', message: `may not use port ${port}` }
  const family = isIP(host)
  const addresses =
    family === 0 ? await guard.lookup(host).catch(() => []) : [{ address: host, family: family === 6 ? (6 as const) : (4 as const) }]
  const [first, ...more] = addresses
  if (!first) return { ok: false, reason: 'host_not_found', message: 'names a host that cannot be found' }
  const verdicts = addresses.map(({ address }) => verdictOn(guard, address))
  if (verdicts.includes('refused')) {
    const message = `leads to an address that is not public. Whoever runs this installation may allow its network with ${allowVariable}`
    return { ok: false, reason: 'address_refused', message }
  }
  return {
    ok: true,
    host,
    ...(family === 0 && { servername: host }),
    port,
    addresses: [first, ...more],
    isAllowed: verdicts.every((verdict) => verdict === 'allowed'),
  }
}

/**
 * One spelling for a host: the URL parser folds case and other scripts (UTS 46) and reads decimal, octal, hexadecimal and
 * shortened IPv4 addresses as every system does. Null for what is no host.
 */
export function canonicalHost(typed: string): string | null {
  const bare = typed.trim().replace(/^\[(.*)\]$/, '$1')
  if (bare === '' || bare.length > 253 || /[\s/?#@\\%]/.test(bare)) return null
  const address = `http://${bare.includes(':') ? `[${bare}]` : bare}/`
  if (!URL.canParse(address)) return null
  const host = new URL(address).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  return host === '' || host.split('.').includes('') ? null : host
}

const standardPorts: Readonly<Record<Protocol, readonly number[]>> = { web: [80, 443], imap: [143, 993], smtp: [25, 465, 587] }

/** Services that trust whoever reaches them, or that a browser would not talk to either (Fetch, 2.9 “port blocking”). */
const insideServices = new Set([
  1433, 1434, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2377, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5433, 5671,
  5672, 5900, 5901, 5984, 5985, 5986, 6000, 6379, 6380, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 7000, 7001, 8500, 9042, 9092, 9200,
  9300, 10_080, 10_250, 11_211, 15_672, 26_379, 27_017, 27_018, 27_019,
])

function mayUsePort(port: number, protocol: Protocol): boolean {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return false
  return port > 1024 ? !insideServices.has(port) : standardPorts[protocol].includes(port)
}
