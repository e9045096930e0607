import { describe, expect, it } from 'vitest'
import { bodyToText, picturesOf } from '../../../messages/body/index.ts'
import { decompressRtf } from './compressed-rtf.ts'
import { readMail } from './index.ts'
import { readRtf } from './rtf.ts'
import { mailOf } from './samples/samples.ts'
import { fits, workedMs } from '../../../testing/fits.ts'

const attached = (type: string, content: Buffer, name = '') =>
  mailOf(
    'From: a@b.example',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    `Content-Type: ${type}${name ? `; name="${name}"` : ''}`,
    'Content-Transfer-Encoding: base64',
    '',
    content.toString('base64'),
    '--b--',
  )

const u16 = (n: number) => Buffer.from([n & 0xff, n >> 8])
const u32 = (n: number) => Buffer.from([n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >>> 24])
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
const variable = (type: number, id: number, value: Buffer) => Buffer.concat([u16(type), u16(id), u32(1), u32(value.length), padded(value)])
const properties = (...list: Buffer[]) => Buffer.concat([u32(list.length), ...list])
const attribute = (level: number, id: number, data: Buffer) =>
  Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0))])
const tnef = (...attributes: Buffer[]) => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes])
const uncompressed = (rtf: string) => {
  const bytes = Buffer.from(rtf, 'latin1')
  return Buffer.concat([u32(bytes.length + 12), u32(bytes.length), Buffer.from('MELA'), u32(0), bytes])
}

describe('winmail.dat', () => {
  it('gives its text, from RTF that wraps HTML, and its files with their long names', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 Gr\\'fc\\'dfe {\\*\\htmltag84 <b>}\\htmlrtf {\\b \\htmlrtf0 now\\htmlrtf }\\htmlrtf0 {\\*\\htmltag92 </b>}\\u8364?{\\*\\htmltag72 </p>}}"
    const content = tnef(
      attribute(1, 0x00069007, u32(1252)),
      attribute(1, 0x00069003, properties(Buffer.concat([u16(3), u16(0x0e07), u32(1)]), variable(0x0102, 0x1009, uncompressed(rtf)))),
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from('REPORT~1.PDF\0')),
      attribute(2, 0x0006800f, Buffer.from('%PDF-1.4 the file')),
      attribute(
        2,
        0x00069005,
        properties(
          variable(0x001f, 0x3707, Buffer.from('Bericht für März.pdf\0', 'utf16le')),
          variable(0x001e, 0x370e, Buffer.from('application/pdf\0')),
        ),
      ),
    )
    const mail = await readMail(attached('application/ms-tnef', content, 'winmail.dat'))
    expect(mail.text).toBe('Grüße now€')
    expect(mail.attachments).toMatchObject([{ filename: 'Bericht für März.pdf', contentType: 'application/pdf' }])
    expect(mail.attachments[0]?.content.toString()).toBe('%PDF-1.4 the file')
  })

  it('cut off, or full of lengths that lead nowhere, stays an attachment or gives what it has', async () => {
    const whole = tnef(attribute(2, 0x00069002, Buffer.alloc(14)), attribute(2, 0x0006800f, Buffer.from('file')))
    for (let length = 0; length < whole.length; length += 3) {
      const mail = await readMail(attached('application/ms-tnef', whole.subarray(0, length), 'winmail.dat'))
      expect(mail.attachments.length).toBeLessThanOrEqual(1)
    }
    const lies = tnef(
      attribute(1, 0x00069003, Buffer.concat([u32(0xffffffff), u16(0x1102), u16(0x1009), u32(0xffffffff), u32(0xffffffff)])),
    )
    expect((await readMail(attached('application/ms-tnef', lies))).text).toBe('')
  })

  it('C3: a compressed text cannot claim to be larger than it is', () => {
    const bomb = Buffer.concat([u32(40), u32(0xffffffff), Buffer.from('LZFu'), u32(0), Buffer.alloc(40, 0xff)])
    expect(decompressRtf(bomb, 4 * 1024 * 1024)?.length).toBeLessThan(1_000)
  })

  it('compressed RTF is read as its specification shows (MS-OXRTFCP §4.1.1)', () => {
    const stream = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex')
    expect(decompressRtf(stream, 1_000)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  })

  it('C6: RTF of a megabyte of brackets, escapes or tags takes no time', () => {
    for (const piece of ['{', '}', "\\'", '{\\*\\htmltag ', '\\u1 ', '\\htmlrtf{']) {
      const start = workedMs()
      readRtf(Buffer.from(`{\\rtf1\\fromhtml1 ${piece.repeat(1_000_000 / piece.length)}`))
      expect(fits(workedMs() - start, 1_000), piece).toBe(true)
    }
  })
})

describe('files in a text', () => {
  it('uuencoded lines become a file; what only looks so stays text', async () => {
    const mail = await readMail(mailOf('From: a@b.example', '', 'see this', '', 'begin 644 a.txt', '#86)C', '`', 'end', '', 'and this'))
    expect(mail.text).toBe('see this\n\nand this')
    expect(mail.attachments).toMatchObject([{ filename: 'a.txt', disposition: 'attachment' }])
    expect(mail.attachments[0]?.content.toString()).toBe('abc')
    const prose = await readMail(mailOf('From: a@b.example', '', 'begin 100 days', 'of rain, and then', 'end'))
    expect(prose.text).toBe('begin 100 days\nof rain, and then\nend')
    expect(prose.attachments).toEqual([])
  })

  it('C6: a megabyte of lines that begin a file and never end it takes no time', async () => {
    const start = workedMs()
    await readMail(Buffer.from(`From: a@b.example\n\n${'begin 644 a\n'.repeat(80_000)}`))
    expect(fits(workedMs() - start, 1_000)).toBe(true)
  })

  it('of a Macintosh file the half with the data is kept', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/appledouble; boundary=b',
        '',
        '--b',
        'Content-Type: application/applefile; name="a.pdf"',
        '',
        'fork',
        '--b',
        'Content-Type: application/pdf; name="a.pdf"',
        '',
        'data',
        '--b--',
      ),
    )
    expect(mail.attachments.map((one) => one.content.toString())).toEqual(['data'])
  })
})

describe('A12: signed and encrypted mail', () => {
  const der = (tag: number, ...content: Buffer[]) => {
    const bytes = Buffer.concat(content)
    const length = bytes.length < 128 ? Buffer.from([bytes.length]) : Buffer.from([0x82, bytes.length >> 8, bytes.length & 0xff])
    return Buffer.concat([Buffer.from([tag]), length, bytes])
  }
  const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
  const inner = Buffer.from('Content-Type: text/html; charset=utf-8\r\n\r\n<p>the signed words</p>')
  const signed = der(
    0x30,
    oid('2a864886f70d010702'),
    der(0xa0, der(0x30, der(0x02, Buffer.from([1])), der(0x31), der(0x30, oid('2a864886f70d010701'), der(0xa0, der(0x04, inner))))),
  )

  it('A12: the words of an S/MIME mail that is signed are shown, and nothing says that they were verified', async () => {
    const mail = await readMail(attached('application/pkcs7-mime; smime-type=signed-data', signed, 'smime.p7m'))
    expect(mail.text).toBe('the signed words')
    expect(JSON.stringify({ ...mail, attachments: [] })).not.toMatch(/verif|trusted/i)
    for (let length = 0; length < signed.length; length += 5)
      await readMail(attached('application/pkcs7-mime', signed.subarray(0, length), 'smime.p7m'))
  })

  it('A12: beside a signed part the unsigned one is shown as plainly, and neither as verified', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=o',
        '',
        '--o',
        'Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'signed',
        '--b',
        'Content-Type: application/pgp-signature; name=signature.asc',
        '',
        '-----BEGIN PGP SIGNATURE-----',
        '--b--',
        '--o',
        'Content-Type: text/plain',
        '',
        'not signed',
        '--o--',
      ),
    )
    expect(mail.text).toBe('signed\n\nnot signed')
    expect(mail.attachments.map((one) => one.contentType)).toEqual(['application/pgp-signature'])
    expect(JSON.stringify(mail.problems)).not.toMatch(/verif/i)
  })

  it('an encrypted mail says so and is attached', async () => {
    const enveloped = der(0x30, oid('2a864886f70d010703'), der(0xa0, der(0x30)))
    const mail = await readMail(attached('application/pkcs7-mime; smime-type=enveloped-data', enveloped, 'smime.p7m'))
    expect(mail.text).toContain('encrypted')
    expect(mail.attachments).toMatchObject([{ filename: 'smime.p7m' }])
    const pgp = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
        '',
        '--b',
        'Content-Type: application/pgp-encrypted',
        '',
        'Version: 1',
        '--b',
        'Content-Type: application/octet-stream; name=encrypted.asc',
        '',
        '-----BEGIN PGP MESSAGE-----',
        '--b--',
      ),
    )
    expect(pgp.text).toContain('encrypted')
    expect(pgp.attachments).toHaveLength(2)
  })

  it('text signed with PGP in plain sight is shown without its armour', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        '',
        '-----BEGIN PGP SIGNED MESSAGE-----',
        'Hash: SHA256',
        '',
        'the words',
        '- -- ',
        'Ada',
        '-----BEGIN PGP SIGNATURE-----',
        '',
        'iQ==',
        '-----END PGP SIGNATURE-----',
      ),
    )
    expect(bodyToText(mail.body)).toBe('the words\n\n-- \nAda')
  })
})

it('a picture named by its address is shown when the mail brings it along (RFC 2557)', async () => {
  const mail = await readMail(
    mailOf(
      'From: a@b.example',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>x</p><img src="https://shop.example/logo.png">',
      '--b',
      'Content-Type: image/png',
      'Content-Location: https://shop.example/logo.png',
      '',
      'png',
      '--b--',
    ),
  )
  expect(picturesOf(mail.body)).toMatchObject([{ source: { kind: 'cid', cid: mail.attachments[0]?.contentId } }])
})
