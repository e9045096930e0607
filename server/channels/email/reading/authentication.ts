import { Readable } from 'node:stream'
import { type DNSResolver, dkimVerify, spf as verifySpf } from 'mailauth'
import { normaliseAddress } from './addresses.ts'
import { readTrustedResult } from './authentication-results.ts'
import { readSignatures, type Signature } from './dkim-signatures.ts'
import { type DmarcPolicy, dmarcPolicyOf, isAligned } from './domains.ts'
import { type HeaderBlock, headersOf, readHeaders } from './headers.ts'
import { readAuthor } from './identity.ts'
import { defaultLimits } from './limits.ts'
import { hopBeforeRelays, isTrustedRelay } from './received-hops.ts'
import type { Authentication, VerifyMailOptions } from './types.ts'

const defaultTimeoutMs = 5_000
const maxLookups = 60
const maxSignatures = 5
const maxHeaderBytes = 256 * 1024
const maxHeaderLines = 3_000

/**
 * Whether the domain in From vouches for a mail: pass when a DKIM signature or SPF aligns with it, fail when it publishes a
 * DMARC policy and nothing aligns, else none. Authentication-Results and ARC that came with the mail count for nothing. Everything
 * that goes wrong (no DNS, too slow, too large) is none: it neither proves nor accuses.
 */
export async function verifyMail(raw: Buffer, options: VerifyMailOptions): Promise<Authentication> {
  const stop = new AbortController()
  const timeout = options.timeoutMs ?? defaultTimeoutMs
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Authentication>((resolve) => {
    timer = setTimeout(() => {
      stop.abort()
      resolve(nothingKnown(`the check took longer than ${timeout / 1000} s`))
    }, timeout)
  })
  try {
    return await Promise.race([judge(raw, options, stop.signal), late])
  } catch (error) {
    return nothingKnown(`the check failed: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`)
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

function nothingKnown(detail: string): Authentication {
  return { verdict: 'none', spf: 'none', dkim: 'none', dmarc: 'none', detail, authenticatedDomain: null }
}

async function judge(raw: Buffer, options: VerifyMailOptions, signal: AbortSignal): Promise<Authentication> {
  const block = readHeaders(raw, 0, raw.length, defaultLimits)
  const { from } = readAuthor(headersOf(block.fields))
  if (!from) return nothingKnown('the mail names no single sender')
  if (block.truncated || block.bodyStart > maxHeaderBytes || countLines(raw, block.bodyStart) > maxHeaderLines)
    return nothingKnown('the headers are too large to check')
  const fromDomain = normaliseAddress(from.address).split('@').pop() ?? ''
  const resolver = boundedResolver(options, signal)

  const policy = await dmarcPolicyOf(fromDomain, resolver)
  const [dkim, spf] = await Promise.all([
    checkDkim(raw, block, fromDomain, policy, resolver, options.now, signal),
    checkSpf(block, fromDomain, policy, resolver, options),
  ])
  const trusted = await checkTrusted(block, fromDomain, policy, options)
  return verdictOf(fromDomain, policy, dkim, spf, trusted)
}

interface Check {
  result: string
  /** The aligned domain that passed. */
  passed: string | null
  /** The DNS did not answer, so that a failure says nothing. */
  unsure: boolean
  note: string
}

function verdictOf(fromDomain: string, policy: DmarcPolicy, dkim: Check, spf: Check, trusted: Check | null): Authentication {
  const passed = dkim.passed ?? spf.passed ?? trusted?.passed ?? null
  const results = { spf: spf.result, dkim: dkim.result }
  if (passed) {
    const how = dkim.passed ? 'a DKIM signature' : spf.passed ? 'SPF' : 'the trusted mail server'
    return {
      verdict: 'pass',
      ...results,
      dmarc: policy.policy === 'missing' ? 'none' : 'pass',
      detail: `${how} of ${passed} vouches for ${fromDomain}`,
      authenticatedDomain: passed,
    }
  }
  const notes = [dkim.note, spf.note, trusted?.note].filter(Boolean).join('; ')
  const isStrict = policy.policy === 'quarantine' || policy.policy === 'reject' || trusted?.result === 'fail'
  if (isStrict && !dkim.unsure && !spf.unsure) {
    return {
      verdict: 'fail',
      ...results,
      dmarc: 'fail',
      detail: `${fromDomain} asks to ${policy.policy === 'quarantine' ? 'distrust' : 'refuse'} mail like this: ${notes}`,
      authenticatedDomain: null,
    }
  }
  const dmarc =
    policy.policy === 'missing' ? 'none' : policy.policy === 'unknown' ? 'temperror' : dkim.unsure || spf.unsure ? 'temperror' : 'fail'
  return { verdict: 'none', ...results, dmarc, detail: notes || 'nothing proves the sender', authenticatedDomain: null }
}

async function checkDkim(
  raw: Buffer,
  block: HeaderBlock,
  fromDomain: string,
  policy: DmarcPolicy,
  resolver: DNSResolver,
  now: Date | undefined,
  signal: AbortSignal,
): Promise<Check> {
  const signatures = readSignatures(block.fields)
  if (signatures.length === 0) return { result: 'none', passed: null, unsure: false, note: 'no DKIM signature' }
  const worthwhile: Signature[] = []
  let note = 'no DKIM signature of the sender’s domain'
  for (const signature of signatures.slice(0, 50)) {
    if (!(await isAligned(signature.domain, fromDomain, policy.strictDkim))) continue
    if (signature.objection) note = signature.objection
    else worthwhile.push(signature)
  }
  if (worthwhile.length === 0) return { result: 'none', passed: null, unsure: false, note }

  const chosen = worthwhile.slice(0, maxSignatures)
  const stream = withoutOtherSignatures(raw, block, chosen)
  signal.addEventListener('abort', () => stream.destroy(), { once: true })
  const verified = await dkimVerify(stream, { resolver, ...(now ? { curTime: now } : {}) })
  const pass = verified.results.find((result) => result.status.result === 'pass')
  if (pass?.signingDomain) return { result: 'pass', passed: pass.signingDomain.toLowerCase(), unsure: false, note: '' }
  const first = verified.results[0]?.status
  const unsure = verified.results.some((result) => result.status.result === 'temperror')
  return {
    result: unsure ? 'temperror' : 'fail',
    passed: null,
    unsure,
    note: `DKIM: ${first?.comment || first?.result || 'the signature is broken'}`,
  }
}

/**
 * The mail with only the signatures worth checking. A stranger may add hundreds, each a DNS question and each with a length of its
 * own a further pass over the whole body; ARC sets are never believed and so never checked.
 */
function withoutOtherSignatures(raw: Buffer, block: HeaderBlock, chosen: Signature[]): Readable {
  const kept = new Set(chosen.map((signature) => signature.field))
  const isDropped = (name: string) => name === 'dkim-signature' || name.startsWith('arc-') || name === 'authentication-results'
  function* pieces() {
    let at = block.fields[0]?.start ?? 0
    for (const field of block.fields) {
      if (!isDropped(field.name) || kept.has(field)) continue
      if (field.start > at) yield raw.subarray(at, field.start)
      at = field.end
    }
    for (; at < raw.length; at += 64 * 1024) yield raw.subarray(at, Math.min(at + 64 * 1024, raw.length))
  }
  return Readable.from(pieces())
}

async function checkSpf(
  block: HeaderBlock,
  fromDomain: string,
  policy: DmarcPolicy,
  resolver: DNSResolver,
  options: VerifyMailOptions,
): Promise<Check> {
  const none = (note: string): Check => ({ result: 'none', passed: null, unsure: false, note })
  if (options.source === 'imap' || !options.ip) return none('')
  const received = headersOf(block.fields).all('received')
  const hop = hopBeforeRelays({ ip: options.ip, helo: options.helo ?? '' }, received, options.trustedRelays ?? [])
  if (!hop) return none('SPF: who sent to our relay is not known')
  const sender = options.mailFrom ?? ''
  if (sender === '' && hop.helo === '') return none('')
  const result = await verifySpf({ ip: hop.ip, helo: hop.helo, sender: sender || `postmaster@${hop.helo}`, mta: 'localhost', resolver })
  const verdict = result.status.result
  const domain = normaliseAddress(`x@${(sender || hop.helo).split('@').pop() ?? ''}`).slice(2)
  const aligned = await isAligned(domain, fromDomain, policy.strictSpf)
  if (verdict === 'pass' && aligned) return { result: 'pass', passed: domain, unsure: false, note: '' }
  const note = verdict === 'pass' ? 'SPF passes for another domain' : `SPF: ${verdict}`
  return { result: verdict, passed: null, unsure: aligned && verdict === 'temperror', note }
}

/** The word of a server we trust: of the mailbox's provider, or of a relay that hands us the mail. */
async function checkTrusted(
  block: HeaderBlock,
  fromDomain: string,
  policy: DmarcPolicy,
  options: VerifyMailOptions,
): Promise<Check | null> {
  if (!options.trustedAuthservId) return null
  if (options.source === 'smtp' && !isTrustedRelay(options.ip ?? '', options.trustedRelays ?? [])) return null
  const result = readTrustedResult(headersOf(block.fields).all('authentication-results'), options.trustedAuthservId)
  if (!result) return null
  const check = (passed: string | null, verdict: string): Check => ({
    result: verdict,
    passed,
    unsure: false,
    note: passed ? '' : `${options.trustedAuthservId}: dmarc=${result.dmarc}`,
  })
  if (result.dmarc === 'pass' && result.dmarcDomain === fromDomain) return check(fromDomain, 'pass')
  for (const domain of result.dkimDomains) if (await isAligned(domain, fromDomain, policy.strictDkim)) return check(domain, 'pass')
  if (result.spfDomain && (await isAligned(result.spfDomain, fromDomain, policy.strictSpf))) return check(result.spfDomain, 'pass')
  const refuses = result.dmarc === 'fail' && (result.policy === 'quarantine' || result.policy === 'reject')
  return check(null, refuses ? 'fail' : 'none')
}

/** Asks each question once, not without end, and not after the time is up. */
function boundedResolver(options: VerifyMailOptions, signal: AbortSignal): DNSResolver {
  const answers = new Map<string, Promise<string[][] | string[]>>()
  let lookups = 0
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`
    const known = answers.get(key)
    if (known) return known
    lookups += 1
    if (signal.aborted || lookups > maxLookups) return Promise.reject(Object.assign(new Error('no more questions'), { code: 'ETIMEOUT' }))
    const answer = options.resolver(name, type) as Promise<string[][] | string[]>
    answers.set(key, answer)
    return answer
  }
}

function countLines(raw: Buffer, end: number): number {
  let lines = 0
  for (let at = raw.indexOf(0x0a); at !== -1 && at < end; at = raw.indexOf(0x0a, at + 1)) lines += 1
  return lines
}
