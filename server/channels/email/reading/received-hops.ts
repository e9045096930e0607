import { BlockList, isIP } from 'node:net'

export interface Hop {
  ip: string
  helo: string
}

const maxHops = 20

/**
 * Who handed the mail to the outermost of our own relays. Each trusted relay wrote, in its own Received header, who had connected
 * to it; the first address there that is not trusted is the one SPF is about. Null when a relay's header cannot be read.
 */
export function hopBeforeRelays(peer: Hop, received: readonly string[], trustedRelays: readonly string[]): Hop | null {
  const trusted = blockListOf(trustedRelays)
  let hop = peer
  for (let i = 0; i <= maxHops; i += 1) {
    // A content filter on the relay itself hands the mail on over the loopback address.
    if (!isTrusted(trusted, hop.ip) && !(i > 0 && isLoopback(hop.ip))) return hop
    const next = hopIn(received[i] ?? '')
    if (!next) return null
    hop = next
  }
  return null
}

export function isTrustedRelay(ip: string, trustedRelays: readonly string[]): boolean {
  return isTrusted(blockListOf(trustedRelays), ip)
}

// `from mail.example.org (mail.example.org [192.0.2.1]) by …`, `from mail.example.org ([IPv6:2001:db8::1]) by …`
function hopIn(line: string): Hop | null {
  const from = line.slice(0, 1_000).split(/\sby\s/i)[0] ?? ''
  const helo = /^\s*from\s+(\S{1,255})/i.exec(from)?.[1]
  const address = [...from.matchAll(/[[(]\s?(?:IPv6:)?([0-9a-f.:]{3,45})[\])]/gi)]
    .map((match) => match[1] as string)
    .find((text) => isIP(text) !== 0)
  return helo && address ? { ip: address, helo: helo.replace(/^\[|\]$/g, '') } : null
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.trim().split('/')
    const family = isIP(address)
    if (family === 0) continue
    const type = family === 4 ? 'ipv4' : 'ipv6'
    const prefix = bits === undefined ? Number.NaN : Number(bits)
    if (bits === undefined) list.addAddress(address, type)
    else if (Number.isInteger(prefix) && prefix >= 0 && prefix <= (family === 4 ? 32 : 128)) list.addSubnet(address, prefix, type)
  }
  return list
}

function isTrusted(list: BlockList, ip: string): boolean {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain)
  return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(?:::ffff:)?127\./.test(ip)
}
