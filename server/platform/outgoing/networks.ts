import { isIPv4, isIPv6 } from 'node:net'

/** A range of addresses: those whose first `bits` bits are these. */
export interface Network {
  readonly bytes: Uint8Array
  readonly bits: number
}

/**
 * An address as its 4 or 16 bytes; null for everything that is not exactly one IP address. What only wraps an IPv4
 * address, mapped (RFC 4291, 2.5.5.2) or for NAT64 (RFC 6052), is that IPv4 address: it leads to the same machine.
 */
export function bytesOf(address: string): Uint8Array | null {
  if (isIPv4(address)) return Uint8Array.from(address.split('.'), Number)
  if (!isIPv6(address) || address.includes('%')) return null
  const bytes = bytesOfIPv6(address)
  return wrappers.some((wrapper) => contains(wrapper, bytes)) ? bytes.slice(12) : bytes
}

/** Reads `10.0.0.0/8`, `fd00::/8` or one address; null when it is neither. */
export function networkOf(text: string): Network | null {
  const [address = '', length, more] = text.trim().split('/')
  const bytes = bytesOf(address)
  if (!bytes || more !== undefined) return null
  if (length === undefined) return { bytes, bits: bytes.length * 8 }
  const isWrapped = bytes.length === 4 && isIPv6(address)
  const bits = /^\d{1,3}$/.test(length) && !isWrapped ? Number(length) : Number.NaN
  return bits >= 0 && bits <= bytes.length * 8 ? { bytes, bits } : null
}

export function contains({ bytes: prefix, bits }: Network, bytes: Uint8Array): boolean {
  if (prefix.length !== bytes.length) return false
  const whole = bits >> 3
  for (let at = 0; at < whole; at += 1) if (prefix[at] !== bytes[at]) return false
  const rest = bits & 7
  return rest === 0 || ((prefix[whole] as number) ^ (bytes[whole] as number)) >> (8 - rest) === 0
}

/** Whether anybody on the internet may be behind this address (IANA's registries of special-purpose addresses, RFC 6890). */
export function isPublic(bytes: Uint8Array): boolean {
  if (bytes.length === 4) return !special.some((network) => contains(network, bytes))
  return contains(globalUnicast, bytes) && !special.some((network) => contains(network, bytes))
}

// The URL parser writes an IPv6 address in its one canonical form (RFC 5952), with no IPv4 part left in it.
function bytesOfIPv6(address: string): Uint8Array {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]))
}

function known(...texts: string[]): Network[] {
  return texts.map((text) => {
    const [address = '', bits] = text.split('/')
    return { bytes: address.includes(':') ? bytesOfIPv6(address) : Uint8Array.from(address.split('.'), Number), bits: Number(bits) }
  })
}

const wrappers = known('::ffff:0:0/96', '64:ff9b::/96')
const globalUnicast = known('2000::/3')[0] as Network

const special = known(
  '0.0.0.0/8', // this network, and 0.0.0.0, which many systems take for themselves
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT, RFC 6598
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, and the metadata services of clouds
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4', // reserved, and 255.255.255.255
  '2001::/23', // Teredo, benchmarking, ORCHID
  '2001:db8::/32',
  '2002::/16', // 6to4: any IPv4 address may hide in it
  '3fff::/20',
)
