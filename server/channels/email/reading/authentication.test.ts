import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { dkimSign } from 'mailauth'
import { describe, expect, it } from 'vitest'
import { verifyMail } from './index.ts'
import { mailOf } from './samples/samples.ts'
import type { VerifyMailOptions } from './types.ts'
import { fits, workedMs } from '../../../testing/fits.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strangerKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

type Zone = Record<string, string[][] | string[] | Error>

/** A DNS of our own: `TXT name` to its records; what is not in it does not exist. */
function dns(zone: Zone) {
  return async (name: string, type: string) => {
    const answer = zone[`${type} ${name}`]
    if (answer instanceof Error) throw answer
    if (!answer) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return answer
  }
}

const keyRecord = (key: KeyObject) => [[`v=DKIM1; k=rsa; p=${key.export({ type: 'spki', format: 'der' }).toString('base64')}`]]
const strict: Zone = {
  'TXT _dmarc.corp.example': [['v=DMARC1; p=reject']],
  'TXT s1._domainkey.corp.example': keyRecord(keys.publicKey),
  'TXT s1._domainkey.evil.example': keyRecord(strangerKeys.publicKey),
  'TXT corp.example': [['v=spf1 ip4:192.0.2.1 -all']],
  'TXT evil.example': [['v=spf1 +all']],
}

const plain = [
  'From: Carl <carl@corp.example>',
  'To: support@a.example',
  'Subject: Invoice',
  'Date: Tue, 3 Mar 2026 09:00:00 +0000',
  'Message-ID: <1@corp.example>',
  'Content-Type: text/plain',
  '',
  'The words of Carl.',
  '',
]

async function signed(
  domain: string,
  key: KeyObject,
  options: { lines?: string[]; maxBodyLength?: number; headerList?: string } = {},
): Promise<Buffer> {
  const raw = mailOf(...(options.lines ?? plain))
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signatureData = [{ signingDomain: domain, selector: 's1', privateKey, maxBodyLength: options.maxBodyLength }]
  // The package's types know neither the list form nor that the header list is one string.
  const { signatures, errors } = await dkimSign(raw, { signatureData, headerList: options.headerList } as unknown as Parameters<
    typeof dkimSign
  >[1])
  expect(errors).toEqual([])
  return Buffer.concat([Buffer.from(signatures), raw])
}

const verify = (raw: Buffer, options: Partial<VerifyMailOptions> & { zone?: Zone } = {}) =>
  verifyMail(raw, {
    source: 'smtp',
    ip: '203.0.113.9',
    helo: 'mail.else.example',
    mailFrom: 'x@else.example',
    resolver: dns(options.zone ?? strict),
    ...options,
  })

describe('the verdict on a sender', () => {
  it('an aligned DKIM signature passes', async () => {
    const raw = await signed('corp.example', keys.privateKey)
    expect(await verify(raw)).toMatchObject({ verdict: 'pass', dkim: 'pass', dmarc: 'pass', authenticatedDomain: 'corp.example' })
    expect(await verify(raw, { source: 'imap', ip: undefined })).toMatchObject({ verdict: 'pass' })
  })

  it('SPF of the sender’s own domain passes', async () => {
    expect(await verify(mailOf(...plain), { ip: '192.0.2.1', mailFrom: 'bounces@corp.example' })).toMatchObject({
      verdict: 'pass',
      spf: 'pass',
      authenticatedDomain: 'corp.example',
    })
  })

  it('a policy and nothing that aligns fails', async () => {
    expect(await verify(mailOf(...plain))).toMatchObject({ verdict: 'fail', dmarc: 'fail', authenticatedDomain: null })
    expect(await verify(await signed('evil.example', strangerKeys.privateKey))).toMatchObject({ verdict: 'fail' })
    expect(await verify(mailOf(...plain), { mailFrom: 'x@evil.example' })).toMatchObject({ verdict: 'fail', spf: 'pass' })
  })

  it('SPF of the right domain from the wrong address fails', async () => {
    expect(await verify(mailOf(...plain), { mailFrom: 'carl@corp.example' })).toMatchObject({ verdict: 'fail', spf: 'fail' })
  })

  it('no record, a policy of none and an SPF failure alone are none', async () => {
    const { 'TXT _dmarc.corp.example': _policy, ...without } = strict
    expect(await verify(mailOf(...plain), { zone: without })).toMatchObject({ verdict: 'none', dmarc: 'none' })
    expect(await verify(mailOf(...plain), { zone: without, mailFrom: 'carl@corp.example' })).toMatchObject({ verdict: 'none', spf: 'fail' })
    expect(await verify(mailOf(...plain), { zone: { ...strict, 'TXT _dmarc.corp.example': [['v=DMARC1; p=none']] } })).toMatchObject({
      verdict: 'none',
      dmarc: 'fail',
    })
  })

  it('an aligned signature passes without a DMARC record too', async () => {
    const { 'TXT _dmarc.corp.example': _policy, ...without } = strict
    expect(await verify(await signed('corp.example', keys.privateKey), { zone: without })).toMatchObject({ verdict: 'pass', dmarc: 'none' })
  })

  it('fault 10: a DNS that answers with an error, or not at all, is none', async () => {
    const broken = Object.assign(new Error('server failure'), { code: 'ESERVFAIL' })
    expect(await verify(mailOf(...plain), { zone: { ...strict, 'TXT _dmarc.corp.example': broken } })).toMatchObject({
      verdict: 'none',
      dmarc: 'temperror',
    })
    expect(
      await verify(await signed('corp.example', keys.privateKey), { zone: { ...strict, 'TXT s1._domainkey.corp.example': broken } }),
    ).toMatchObject({ verdict: 'none', dkim: 'temperror' })
    expect(await verify(mailOf(...plain), { resolver: () => new Promise(() => {}), timeoutMs: 100 })).toMatchObject({ verdict: 'none' })
  })

  it('a subdomain aligns unless the policy is strict', async () => {
    const zone: Zone = { ...strict, 'TXT s1._domainkey.mail.corp.example': keyRecord(keys.publicKey) }
    const raw = await signed('mail.corp.example', keys.privateKey)
    expect(await verify(raw, { zone })).toMatchObject({ verdict: 'pass', authenticatedDomain: 'mail.corp.example' })
    expect(await verify(raw, { zone: { ...zone, 'TXT _dmarc.corp.example': [['v=DMARC1; p=reject; adkim=s']] } })).toMatchObject({
      verdict: 'fail',
    })
  })

  it('A6: two From headers are nobody, though one is signed', async () => {
    const raw = Buffer.concat([Buffer.from('From: boss@corp.example\r\n'), await signed('corp.example', keys.privateKey)])
    expect(await verify(raw)).toMatchObject({ verdict: 'none', authenticatedDomain: null })
  })
})

describe('A11: results that came with the mail', () => {
  const forged = [
    'Authentication-Results: mx.statedesk.example; dmarc=pass header.from=corp.example; dkim=pass header.d=corp.example',
    'ARC-Authentication-Results: i=1; mx.statedesk.example; dmarc=pass header.from=corp.example',
    ...plain,
  ]

  it('A11: a forged header naming our own host is ignored', async () => {
    expect(await verify(mailOf(...forged))).toMatchObject({ verdict: 'fail' })
    expect(await verify(mailOf(...forged), { source: 'imap' })).toMatchObject({ verdict: 'fail' })
    expect(await verify(mailOf(...forged), { trustedAuthservId: 'mx.statedesk.example' })).toMatchObject({ verdict: 'fail' })
  })

  it('A11: the server of a mailbox is believed by its name, topmost header only', async () => {
    const imap = { source: 'imap' as const, trustedAuthservId: 'mx.provider.example' }
    const good =
      'Authentication-Results: mx.provider.example 1; spf=pass smtp.mailfrom=x@else.example; dmarc=pass (p=REJECT) header.from=corp.example'
    const bad = 'Authentication-Results: mx.provider.example; dmarc=fail (p=REJECT) header.from=corp.example'
    expect(await verify(mailOf(good, ...plain), imap)).toMatchObject({ verdict: 'pass', authenticatedDomain: 'corp.example' })
    expect(await verify(mailOf(bad, good, ...plain), imap)).toMatchObject({ verdict: 'fail' })
    expect(
      await verify(mailOf('Authentication-Results: other.example; dmarc=pass header.from=corp.example', ...plain), imap),
    ).toMatchObject({ verdict: 'fail' })
    expect(
      await verify(mailOf('Authentication-Results: mx.provider.example; dmarc=pass header.from=evil.example', ...plain), imap),
    ).toMatchObject({ verdict: 'fail' })
    expect(
      await verify(
        mailOf('Authentication-Results: evil.example (mx.provider.example; dmarc=pass header.from=corp.example)', ...plain),
        imap,
      ),
    ).toMatchObject({ verdict: 'fail' })
  })

  it('A11: a trusted relay is believed, a stranger with the same header is not', async () => {
    const good = 'Authentication-Results: relay.example; dmarc=pass header.from=corp.example'
    const relay = { trustedAuthservId: 'relay.example', trustedRelays: ['198.51.100.0/24'] }
    expect(await verify(mailOf(good, ...plain), { ...relay, ip: '198.51.100.7' })).toMatchObject({ verdict: 'pass' })
    expect(await verify(mailOf(good, ...plain), relay)).toMatchObject({ verdict: 'fail' })
  })

  it('SPF is judged at the hop before our relays', async () => {
    const relayed = [
      'Received: from filter (localhost [127.0.0.1]) by relay.example; Tue',
      'Received: from mail.corp.example (mail.corp.example [192.0.2.1]) by relay.example; Tue',
      'Received: from x (x [203.0.113.1]) by mail.corp.example; Tue',
      ...plain,
    ]
    const options = { ip: '::ffff:198.51.100.7', mailFrom: 'carl@corp.example' }
    expect(await verify(mailOf(...relayed), { ...options, trustedRelays: ['198.51.100.7'] })).toMatchObject({
      verdict: 'pass',
      spf: 'pass',
    })
    expect(await verify(mailOf(...relayed), options)).toMatchObject({ verdict: 'fail', spf: 'fail' })
    expect(await verify(mailOf(...plain), { ...options, trustedRelays: ['198.51.100.7'] })).toMatchObject({ spf: 'none' })
  })
})

describe('A12: signatures that cover only a part', () => {
  it('A12: text behind the signed length makes the signature worthless', async () => {
    const raw = await signed('corp.example', keys.privateKey, { maxBodyLength: 10 })
    expect(raw.toString()).toMatch(/; l=10/)
    const result = await verify(Buffer.concat([raw, Buffer.from('And words of a stranger.\r\n')]))
    expect(result).toMatchObject({ verdict: 'fail' })
    expect(result.detail).toContain('covers only a part of the text')
    expect(await verify(raw)).toMatchObject({ verdict: 'fail' })
  })

  it('A12: a changed text or header breaks it', async () => {
    const text = (await signed('corp.example', keys.privateKey)).toString('latin1')
    expect(await verify(Buffer.from(text.replace('words of Carl', 'words of Mallory'), 'latin1'))).toMatchObject({ verdict: 'fail' })
    expect(await verify(Buffer.from(text.replace('Subject: Invoice', 'Subject: Other'), 'latin1'))).toMatchObject({ verdict: 'fail' })
  })

  it.each(['Subject: Pay now', 'Content-Type: text/html', 'Reply-To: x@evil.example', 'Date: Wed, 4 Mar 2026 09:00:00 +0000'])(
    'A12: a second "%s" beside the signed one makes it worthless',
    async (header) => {
      const lines = header.startsWith('Reply-To') ? ['Reply-To: carl@corp.example', ...plain] : plain
      const raw = await signed('corp.example', keys.privateKey, { lines })
      expect(await verify(raw)).toMatchObject({ verdict: 'pass' })
      expect(await verify(Buffer.concat([Buffer.from(`${header}\r\n`), raw]))).toMatchObject({ verdict: 'fail' })
    },
  )

  it('A12: a signature that does not cover From proves nothing', async () => {
    const raw = await signed('corp.example', keys.privateKey, { headerList: 'To:Subject:Date' })
    expect(raw.toString()).not.toMatch(/h=[^;]*from/i)
    const result = await verify(raw)
    expect(result).toMatchObject({ verdict: 'fail' })
    expect(result.detail).toContain('does not cover the From header')
  })

  it('C1: a thousand foreign signatures and lengths cost neither time nor questions', async () => {
    let questions = 0
    const noise = Array.from(
      { length: 900 },
      (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d${n}.evil.example; s=s; l=${n}; h=from; bh=AAAA; b=AAAA`,
    )
    const resolver = dns(strict)
    const raw = Buffer.concat([Buffer.from(`${noise.join('\r\n')}\r\n`), mailOf(...plain), Buffer.alloc(2_000_000, 'x')])
    const start = workedMs()
    const result = await verify(raw, {
      resolver: (name, type) => {
        questions += 1
        return resolver(name, type)
      },
    })
    expect(result.verdict).toBe('fail')
    expect(questions).toBeLessThan(20)
    expect(fits(workedMs() - start, 2_000)).toBe(true)
  })
})
