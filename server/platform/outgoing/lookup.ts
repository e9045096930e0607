import { lookup, promises } from 'node:dns'

export interface HostAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** All addresses of a name; throws when it has none. */
export type Lookup = (host: string) => Promise<readonly HostAddress[]>

const nobodyKnows = new Set(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED'])

/**
 * Asks the name servers, then the system (its hosts file, names inside a container network). The system's own look-up
 * holds one of the few threads of the process for as long as a name server is silent, so a name whose server does not
 * answer never comes that far.
 */
export const systemLookup: Lookup = async (host) => {
  if (host.includes('.')) {
    const resolver = new promises.Resolver({ timeout: 2_500, tries: 2 })
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = answers.flatMap((answer, at) =>
      answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: at === 0 ? (4 as const) : (6 as const) })) : [],
    )
    if (found.length > 0) return found
    for (const answer of answers) if (answer.status === 'rejected' && !nobodyKnows.has(codeOf(answer.reason))) throw answer.reason
  }
  return bySystem(host)
}

function bySystem(host: string): Promise<HostAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error) reject(error)
      else resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })))
    })
  })
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null)?.code ?? ''
}
