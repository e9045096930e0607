import { type DNSResolver, dmarc } from 'mailauth'

const nothing: DNSResolver = () => Promise.reject(Object.assign(new Error('not asked'), { code: 'ENODATA' }))

/** The domain somebody registered: `mail.example.co.jp` belongs to `example.co.jp`. */
export async function organisationOf(domain: string): Promise<string> {
  const result = await dmarc({ headerFrom: `x@${domain}`, resolver: nothing })
  return result ? result.domain.toLowerCase() : domain
}

/** DMARC alignment (RFC 7489 §3.1): the same domain when strict, else the same organisation. */
export async function isAligned(domain: string, fromDomain: string, strict: boolean): Promise<boolean> {
  const own = domain.toLowerCase().replace(/\.$/, '')
  if (own === fromDomain) return true
  return !strict && own !== '' && (await organisationOf(own)) === (await organisationOf(fromDomain))
}

export interface DmarcPolicy {
  /** `unknown`: the DNS did not answer. */
  policy: 'none' | 'quarantine' | 'reject' | 'missing' | 'unknown'
  strictDkim: boolean
  strictSpf: boolean
}

export async function dmarcPolicyOf(domain: string, resolver: DNSResolver): Promise<DmarcPolicy> {
  const result = await dmarc({ headerFrom: `x@${domain}`, resolver })
  const lax = { strictDkim: false, strictSpf: false }
  if (!result || result.status.result === 'temperror') return { policy: 'unknown', ...lax }
  if (result.status.result === 'none') return { policy: 'missing', ...lax }
  const name = (result.policy || result.p || '').trim().toLowerCase()
  const tag = (key: string) => new RegExp(`;\\s*${key}\\s*=\\s*(\\w+)`, 'i').exec(result.rr ?? '')?.[1]?.toLowerCase()
  return {
    policy: name === 'quarantine' || name === 'reject' ? name : 'none',
    strictDkim: tag('adkim') === 's',
    strictSpf: tag('aspf') === 's',
  }
}
