import { Resolver } from 'node:dns/promises'
import { type Finding, ok, warning } from './finding.ts'

export interface Names {
  mx(name: string): Promise<string[]>
  txt(name: string): Promise<string[]>
}

/** Names of the machine's own resolver; null records are empty answers, not errors. */
export function systemNames(): Names {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  return {
    mx: async (name) => (await resolver.resolveMx(name)).map(({ exchange }) => exchange),
    txt: async (name) => (await resolver.resolveTxt(name)).map((parts) => parts.join('')),
  }
}

// RFC 6761 and RFC 2606: nobody finds these in the DNS.
const local = /(^|\.)(localhost|test|example|invalid|local|internal)$|(^|\.)example\.(com|net|org)$/

/** Hints for each domain that mail is sent from: mail reaches it, and receivers can prove who sent (SPF, RFC 7208; DMARC, RFC 7489). */
export async function domainChecks(addresses: readonly string[], names: Names = systemNames()): Promise<Finding[]> {
  const domains = [...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)))]
  const findings = await Promise.all(
    domains.map(async (domain) =>
      local.test(domain) ? [ok(`DNS of ${domain}`, 'a name for tests, not looked up')] : domainCheck(domain, names),
    ),
  )
  return findings.flat()
}

async function domainCheck(domain: string, names: Names): Promise<Finding[]> {
  const check = `DNS of ${domain}`
  const [mx, txt, dmarc] = await Promise.all([
    answers(names.mx(domain)),
    answers(names.txt(domain)),
    answers(names.txt(`_dmarc.${domain}`)),
  ])
  if (mx === null || txt === null || dmarc === null)
    return [warning(check, 'It could not be looked up just now.', 'Check that this machine can ask a DNS server, and try again.')]
  const spf = txt.filter((record) => /^v=spf1(\s|$)/i.test(record))
  const policy = dmarc.find((record) => /^v=DMARC1/i.test(record))
  const findings: Finding[] = []
  if (mx.length === 0)
    findings.push(
      warning(
        check,
        'It has no MX record: mail to it goes nowhere, unless mail is fetched from a mailbox elsewhere.',
        'Add an MX record that names the server mail comes to.',
      ),
    )
  if (spf.length === 0)
    findings.push(
      warning(
        check,
        'It has no SPF record: receivers cannot tell your mail from a forged one.',
        'Add a TXT record like "v=spf1 mx include:YOUR-RELAY -all".',
      ),
    )
  if (spf.length > 1) findings.push(warning(check, 'It has more than one SPF record, which counts as none.', 'Make one of them.'))
  if (policy === undefined)
    findings.push(
      warning(
        check,
        'It has no DMARC record: large receivers may refuse your mail.',
        `Add a TXT record at _dmarc.${domain}, at first "v=DMARC1; p=none".`,
      ),
    )
  return findings.length > 0 ? findings : [ok(check, 'MX, SPF and DMARC are there')]
}

/** No such record is an answer; null says that nobody answered. */
async function answers(asked: Promise<string[]>): Promise<string[] | null> {
  try {
    return await asked
  } catch (error) {
    return ['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '') ? [] : null
  }
}
