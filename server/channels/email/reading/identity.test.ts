import { describe, expect, it } from 'vitest'
import { readMail } from './index.ts'
import { mailOf } from './samples/samples.ts'

describe('A6: who a mail is from', () => {
  const from = async (...headers: string[]) => readMail(mailOf(...headers, 'Subject: x', '', 'x'))
  it.each([
    ['two From headers', ['From: a@b.example', 'From: c@d.example']],
    ['two equal From headers', ['From: a@b.example', 'From: a@b.example']],
    ['many addresses', ['From: a@b.example, c@d.example']],
    ['a group', ['From: Team: a@b.example;']],
    ['an empty group', ['From: undisclosed-recipients:;']],
    ['empty brackets', ['From: Carl <>']],
    ['no address', ['From: Carl']],
    ['no From', ['To: a@b.example']],
    ['two pairs of brackets', ['From: <a@b.example> <c@d.example>']],
    ['words behind the brackets', ['From: <a@b.example> c@d.example']],
    ['an encoded word for the whole', ['From: =?utf-8?Q?ceo=40corp.example?=']],
    ['two @ in one address', ['From: <a@b.example@c.example>']],
  ])('A6: %s name nobody', async (_name, headers) => {
    const mail = await from(...headers)
    expect(mail.from).toBeNull()
    expect(mail.problems.length).toBeGreaterThan(0)
  })

  it.each([
    ['"ceo@corp.example" <x@evil.example>', 'x@evil.example', 'ceo@corp.example'],
    ['ceo@corp.example <x@evil.example>', 'x@evil.example', 'ceo@corp.example'],
    [
      '=?utf-8?Q?=22ceo=40corp.example=22_=3Cceo=40corp.example=3E?= <x@evil.example>',
      'x@evil.example',
      '"ceo@corp.example" <ceo@corp.example>',
    ],
    ['"a, <b@c.example>" <x@evil.example>', 'x@evil.example', 'a, <b@c.example>'],
    ['x@evil.example (ceo@corp.example)', 'x@evil.example', 'ceo@corp.example'],
    ['<@relay.example:x@Evil.Example>', 'x@evil.example', ''],
    ['"victim@corp.example"@evil.example', '"victim@corp.example"@evil.example', ''],
    ['Carl\u202e Berg <carl@b.example>', 'carl@b.example', 'Carl Berg'],
  ])('A6: %s is %s', async (header, address, name) => {
    const mail = await from(`From: ${header}`)
    expect(mail.from).toEqual({ address, name })
  })

  it('A6: keeps every claimed address to show', async () => {
    const mail = await from('From: a@b.example', 'From: Boss <c@d.example>')
    expect(mail.fromAll.map((address) => address.address)).toEqual(['a@b.example', 'c@d.example'])
  })
})

describe('B8: one line stays one line', () => {
  it('B8: line breaks, NUL and direction characters leave subject and names', async () => {
    const encoded = Buffer.from('Hi\r\nBcc: x@evil.example\0\u2028\u202etxt').toString('base64')
    const mail = await readMail(mailOf(`From: =?utf-8?B?${encoded}?= <a@b.example>`, `Subject: =?utf-8?B?${encoded}?=`, '', 'x'))
    expect(mail.subject).toBe('Hi Bcc: x@evil.example txt')
    expect(mail.from?.name).toBe('Hi Bcc: x@evil.example txt')
  })
})
