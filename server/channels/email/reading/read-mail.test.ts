import { describe, expect, it } from 'vitest'
import { bodyToHtml, bodyToText, picturesOf } from '../../../messages/body/index.ts'
import { readMail } from './index.ts'
import { mailOf, sample } from './samples/samples.ts'

describe('mail of real programs', () => {
  it('an Outlook reply keeps the new text open and folds what it quotes', async () => {
    const mail = await readMail(sample('outlook-reply'))
    expect(mail).toMatchObject({
      messageId: 'AM0PR04MB5@AM0PR04.eurprd04.prod.outlook.example',
      inReplyTo: ['m-1001@statedesk.example'],
      from: { name: 'Carl Berg', address: 'carl@northwind.example' },
      subject: 'RE: [TKT-0412] Invoice 2231 is wrong',
      problems: [],
      truncated: false,
      auto: 'no',
    })
    expect(mail.text).toBe('Hello Ada,\n\nthe amount should be 1,200 €, not 12,000 €. The order number is 77-A.\n\nBest regards\nCarl')
    expect(bodyToText(mail.body)).toContain('Hello Carl, which amount did you expect?')
    expect(bodyToHtml(mail.body)).toContain('<strong>1,200 €</strong>')
  })

  it('a Gmail reply is read with its emoji and its link', async () => {
    const mail = await readMail(sample('gmail-reply'))
    expect(mail.subject).toBe('Re: [TKT-0419] The app does not start 😟')
    expect(mail.text).toBe('Thank you, it starts now.\n\nBut the colours look wrong, see https://shop.example/shot?id=7')
    expect(mail.references).toEqual(['m-1003@statedesk.example', 'm-1007@statedesk.example'])
  })

  it('an Apple Mail reply folds the quotation and the line of the telephone', async () => {
    const mail = await readMail(sample('apple-mail-reply'))
    expect(mail.from).toEqual({ name: 'Zoë Müller', address: 'zoe@garten.example' })
    expect(mail.text).toBe('Guten Tag,\n\ndas Paket ist da, aber die Schere fehlt.')
    expect(bodyToText(mail.body)).toContain('Haben Sie das Paket erhalten?')
  })

  it('Japanese in ISO-2022-JP is read and its quotation found', async () => {
    const mail = await readMail(sample('japanese-iso-2022-jp'))
    expect(mail.from?.name).toBe('田中 太郎')
    expect(mail.subject).toBe('Re: 請求書について')
    expect(mail.text).toContain('請求書の金額が間違っているようです。')
    expect(mail.text).not.toContain('どのような内容でしょうか')
  })

  it('Korean in EUC-KR is read and its quotation found', async () => {
    const mail = await readMail(sample('korean-euc-kr'))
    expect(mail.from?.name).toBe('김지수')
    expect(mail.subject).toBe('회신: 배송 문의')
    expect(mail.text).toBe('안녕하세요.\n\n주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다.')
  })

  it('a forwarded mail stays open, since it is what the customer wants to show', async () => {
    const mail = await readMail(sample('gmail-forward'))
    expect(mail.text).toContain('Please see below')
    expect(mail.text).toContain('Your parcel 99-1 waits at the customs office.')
    expect(mail.text).toContain('info@parcel.example')
  })

  it('a mail, an invitation and a winmail.dat are kept as attachments, byte by byte', async () => {
    const mail = await readMail(sample('forward-as-attachment'))
    expect(mail.text).toBe('It is attached.')
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['Ihr Päckchen.eml', 'message/rfc822'],
      ['invitation-2.ics', 'text/calendar'],
      ['winmail.dat', 'application/ms-tnef'],
    ])
    const inner = await readMail(mail.attachments[0]?.content as Buffer)
    expect(inner).toMatchObject({ subject: 'Ihr Päckchen', text: 'inner text' })
    expect(mail.attachments[2]?.content.toString('hex')).toBe('789f3e220000')
  })

  it('an inline image is an attachment its body refers to, and a counting pixel is nothing', async () => {
    const mail = await readMail(sample('inline-image'))
    expect(mail.attachments).toMatchObject([
      { filename: 'Bildschirmfoto über.png', contentType: 'image/png', disposition: 'inline', contentId: 'shot.1@studio', size: 69 },
    ])
    expect(mail.attachments[0]?.content.subarray(1, 4).toString()).toBe('PNG')
    expect(picturesOf(mail.body)).toEqual([{ source: { kind: 'cid', cid: 'shot.1@studio' }, alt: 'Bildschirmfoto', width: 320 }])
    expect(mail.text).toContain('Grüße')
  })

  it('answers between quoted lines stay readable', async () => {
    const mail = await readMail(sample('interleaved-reply'))
    expect(mail.text).toContain('Version 4.1, on the studio computer, and version 4.2 on the one in the office.')
    expect(mail.text).toContain('> Which version do you use?')
    expect(mail.text).not.toContain('Radio Harbour')
  })
})

describe('odd mail', () => {
  it('a mail without any header is all text', async () => {
    const mail = await readMail(Buffer.from('just some words\nand more'))
    expect(mail).toMatchObject({ from: null, subject: '', messageId: null, text: 'just some words\nand more', attachments: [] })
    expect(mail.problems).toContain('no From header')
  })

  it('an empty mail is empty', async () => {
    expect(await readMail(Buffer.alloc(0))).toMatchObject({ text: '', subject: '', attachments: [], truncated: false })
  })

  it('bare line feeds, a mailbox line and a stray line in the headers do not hide the text', async () => {
    const mail = await readMail(Buffer.from('From carl Tue Mar  3 2026\nFrom: Carl <carl@a.example>\nstray\nSubject: Hi\n\nText\n'))
    expect(mail).toMatchObject({ from: { address: 'carl@a.example' }, subject: 'Hi', text: 'Text' })
  })

  it('a boundary that is not the declared one still opens the mail', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--y',
        'Content-Type: text/plain',
        '',
        'words',
        '--y',
        'Content-Type: image/png',
        'Content-Transfer-Encoding: base64',
        '',
        'AAEC',
        '--y--',
      ),
    )
    expect(mail.text).toBe('words')
    expect(mail.attachments[0]?.content).toEqual(Buffer.from([0, 1, 2]))
    expect(mail.problems).toContain('a multipart does not name the boundary it uses')
  })

  it('text around a picture is one message, in order', async () => {
    const part = (type: string, ...lines: string[]) => ['--b', `Content-Type: ${type}`, '', ...lines]
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        ...part('text/plain', 'before'),
        ...part('image/png; name=p.png', 'x'),
        ...part('text/html', '<b>after</b>'),
        '--b--',
      ),
    )
    expect(mail.text).toBe('before\n\nafter')
    expect(mail.attachments.map((file) => file.filename)).toEqual(['p.png'])
  })

  it('an empty HTML form falls back to the plain text beside it', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: multipart/alternative; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'plain words',
        '--b',
        'Content-Type: text/html',
        '',
        '<html><style>p{}</style></html>',
        '--b--',
      ),
    )
    expect(mail.text).toBe('plain words')
  })

  it('a picture in the HTML itself becomes one inline attachment, however often it stands there', async () => {
    const mail = await readMail(
      mailOf(
        'From: a@b.example',
        'Content-Type: text/html',
        '',
        '<p>x</p><img src="data:image/png;base64,AAEC"><img src="data:image/png;base64,AAEC"><img src="data:image/svg+xml;base64,AAEC">',
      ),
    )
    expect(mail.attachments).toMatchObject([{ contentType: 'image/png', disposition: 'inline', size: 3 }])
    expect(picturesOf(mail.body).map((picture) => picture.source)).toEqual(
      [1, 2].map(() => ({ kind: 'cid', cid: mail.attachments[0]?.contentId })),
    )
  })

  it('C9: a date of 1970, of 2099 or of no calendar is only what the sender claims', async () => {
    const dated = async (date: string) => readMail(mailOf('From: a@b.example', `Date: ${date}`, '', 'x'))
    expect((await dated('Thu, 01 Jan 1970 00:00:00 +0000')).date?.getTime()).toBe(0)
    expect((await dated('Fri, 31 Jul 2099 01:02:03 -0330')).date?.toISOString()).toBe('2099-07-31T04:32:03.000Z')
    const bad = await dated('the day after tomorrow')
    expect(bad.date).toBeNull()
    expect(bad.problems).toContain('the Date header cannot be read')
  })
})

describe('the content hash', () => {
  const base = ['From: a@b.example', 'Subject: x', 'Message-ID: <1@b.example>', '', 'text']
  const hash = async (...lines: string[]) => (await readMail(mailOf(...lines))).contentHash

  it('C8: is equal for one mail that came by two ways', async () => {
    const first = await hash(
      'Received: from a by b; Tue, 3 Mar 2026 09:00:00 +0000',
      'X-Spam-Score: 1',
      'Delivered-To: one@x.example',
      ...base,
    )
    const second = await hash(
      'Return-Path: <a@b.example>',
      'Received: from c by d',
      'ARC-Seal: i=1',
      'Authentication-Results: x; spf=pass',
      ...base,
      '',
    )
    expect(first).toBe(second)
    expect((await readMail(Buffer.from(base.join('\n')))).contentHash).toBe(first)
  })

  it('C8: differs for other text or another subject under the same Message-ID', async () => {
    const first = await hash(...base)
    expect(await hash(...base, 'more')).not.toBe(first)
    expect(await hash('From: a@b.example', 'Subject: y', 'Message-ID: <1@b.example>', '', 'text')).not.toBe(first)
  })

  it('C8: an id of 2 KB is replaced by a hash of it, the same in a reply to it', async () => {
    const id = `${'x'.repeat(2_000)}@b.example`
    const mail = await readMail(mailOf('From: a@b.example', `Message-ID: <${id}>`, '', ''))
    const reply = await readMail(mailOf('From: a@b.example', `In-Reply-To: <${id}>`, '', ''))
    expect(mail.messageId).toMatch(/^sha256-[0-9a-f]{64}@long-id\.invalid$/)
    expect(reply.inReplyTo).toEqual([mail.messageId])
  })
})
