import { type Lookup, systemLookup } from './lookup.ts'
import { bytesOf, contains, isPublic, type Network, networkOf } from './networks.ts'

/**
 * What every outgoing connection has to respect whose host somebody typed into a screen, an import or a mail. Such a host
 * may lead anywhere: to the metadata service of a cloud, to a database beside us, to a router.
 */
export interface Guard {
  /** Networks that are reached though they are not public, by the word of whoever runs the installation. */
  readonly allowed: readonly Network[]
  readonly lookup: Lookup
  /** For the whole of a request: name, connection, TLS, sending, answer. */
  readonly wholeMs: number
  /** So much of an answer is read; more is a failure. */
  readonly bodyBytes: number
  /** Instead of the system's authorities for certificates. */
  readonly ca?: string
}

/** The operator's variable that permits what is refused here. */
export const allowVariable = 'STATEDESK_ALLOW_NETWORKS'

/** The guard as the environment configures it. */
export function guardOf(config: { readonly allowNetworks: readonly string[] }): Guard {
  const allowed = config.allowNetworks.map((text) => {
    const network = networkOf(text)
    if (!network) throw new Error(`${text} is not an IP address or range`)
    return network
  })
  return { allowed, lookup: systemLookup, wholeMs: 15_000, bodyBytes: 64 * 1024 }
}

/** `allowed`: by the operator's word. What is no address at all is refused. */
export function verdictOn(guard: Guard, address: string): 'public' | 'allowed' | 'refused' {
  const bytes = bytesOf(address)
  if (!bytes) return 'refused'
  if (guard.allowed.some((network) => contains(network, bytes))) return 'allowed'
  return isPublic(bytes) ? 'public' : 'refused'
}
