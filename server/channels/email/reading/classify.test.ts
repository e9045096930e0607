import { describe, expect, it } from 'vitest'
import { readMail } from './index.ts'
import { mailOf, sample } from './samples/samples.ts'

const person = ['From: Carl <carl@b.example>', 'To: support@a.example']

describe('bounces', () => {
  it('a delivery report tells who, why and which mail', async () => {
    const mail = await readMail(sample('bounce'), { envelopeFrom: '' })
    expect(mail.auto).toBe('bounce')
    expect(mail.bounce).toMatchObject({
      recipient: 'gone@northwind.example',
      status: '5.1.1',
      smtpCode: '550',
      hard: true,
      reason: 'user_unknown',
      originalMessageId: 'm-1099@statedesk.example',
    })
  })

  it('B6: a bounce without a report is known by its sender and its words', async () => {
    const mail = await readMail(
      mailOf(
        'From: MAILER-DAEMON@mx.b.example',
        'To: support@a.example',
        'Subject: failure notice',
        '',
        'Hi. This is the qmail-send program at mx.b.example.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '',
        '<full@b.example>:',
        '192.0.2.1 does not like recipient.',
        'Remote host said: 552 5.2.2 mailbox is full',
        '',
        '--- Below this line is a copy of the message.',
        '',
        'Message-ID: <m-7@a.example>',
        'Subject: x',
      ),
    )
    expect(mail).toMatchObject({
      auto: 'bounce',
      bounce: {
        recipient: 'full@b.example',
        status: '5.2.2',
        smtpCode: '552',
        hard: false,
        reason: 'mailbox_full',
        originalMessageId: 'm-7@a.example',
      },
    })
  })

  it.each([
    ['at RCPT: nobody is there', 'host mx.b.example said: 550 5.0.0 no such user (in reply to RCPT TO command)', 'user_unknown', true],
    ['with a status of its own', 'host mx.b.example said: 550 5.1.1 user unknown', 'user_unknown', true],
    ['after DATA: a filter', 'host mx.b.example said: 550 5.0.0 user unknown (in reply to end of DATA command)', 'policy', false],
    [
      'at MAIL: the sender',
      'SMTP error from remote mail server after MAIL FROM:<a@a.example>: 550 address does not exist',
      'policy',
      false,
    ],
    ['in Italian', 'host mx.b.example said: 550 5.1.1 nessun utente simile in questo indirizzo', 'user_unknown', true],
    ['in Chinese', 'host mx.b.example said: 550 5.1.1 用户不存在', 'user_unknown', true],
    ['full, in French', 'host mx.b.example said: 552 5.2.2 boite du destinataire pleine', 'mailbox_full', false],
    ['suspended', 'host mx.b.example said: 550 5.2.1 the mailbox is frozen', 'disabled', false],
  ])('somebody unknown %s', async (_where, said, reason, hard) => {
    const mail = await readMail(
      mailOf(
        'From: MAILER-DAEMON@mx.a.example',
        'Subject: Undelivered Mail Returned to Sender',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'I could not deliver your message.',
        '',
        `<gone@b.example>: ${said}`,
      ),
    )
    expect(mail.bounce).toMatchObject({ recipient: 'gone@b.example', reason, hard })
  })

  it('whom a server could not reach and does not name is whom the returned mail was for', async () => {
    const mail = await readMail(
      mailOf(
        'From: MAILER-DAEMON@mx.a.example',
        'Subject: Returned mail: Cannot send message for 4 days',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        '421 b.example... Deferred: Connection timed out',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'To: Carl <carl@b.example>',
        'Message-ID: <m-8@a.example>',
        '',
        'x',
        '--b--',
      ),
    )
    expect(mail.bounce).toMatchObject({ recipient: 'carl@b.example', originalMessageId: 'm-8@a.example', hard: false })
  })

  it('a report that another mail wraps is read; a sending service’s notice in JSON, too', async () => {
    const wrapped = await readMail(
      mailOf(
        'From: MAILER-DAEMON@gw.a.example',
        'Subject: Returned mail',
        'Content-Type: multipart/mixed; boundary=o',
        '',
        '--o',
        '',
        'The following addresses had permanent delivery errors',
        '--o',
        'Content-Type: message/rfc822',
        '',
        'From: MAILER-DAEMON@mx.b.example',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=i',
        '',
        '--i',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.b.example',
        '',
        'Final-Recipient: rfc822; carl@b.example',
        'Action: failed',
        'Status: 5.1.1',
        '--i--',
        '--o--',
      ),
    )
    expect(wrapped.bounce).toMatchObject({ recipient: 'carl@b.example', status: '5.1.1', hard: true })
    const notice = (kind: string) =>
      JSON.stringify({
        notificationType: kind,
        bounce: {
          bounceType: 'Permanent',
          bouncedRecipients: [{ emailAddress: 'carl@b.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
        },
        mail: { commonHeaders: { messageId: '<m-9@a.example>' } },
      })
    const service = (kind: string) => readMail(mailOf('From: no-reply@service.example', 'Subject: Notification', '', notice(kind)))
    expect((await service('Bounce')).bounce).toMatchObject({ recipient: 'carl@b.example', hard: true, originalMessageId: 'm-9@a.example' })
    expect((await service('Complaint')).auto).toBe('complaint')
    expect((await service('Delivery')).auto).toBe('auto_generated')
  })

  it('a delay is a bounce that is not for good', async () => {
    const mail = await readMail(
      mailOf(
        'From: postmaster@b.example',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        '',
        'still being retried',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; b.example',
        '',
        'Final-Recipient: rfc822; c@d.example',
        'Action: delayed',
        'Status: 4.4.1',
        '--b--',
      ),
    )
    expect(mail).toMatchObject({ auto: 'bounce', bounce: { recipient: 'c@d.example', hard: false, reason: 'delayed' } })
  })

  it('a receipt of delivery is no bounce', async () => {
    const mail = await readMail(
      mailOf(
        'From: postmaster@b.example',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        '',
        'delivered',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; b.example',
        '',
        'Final-Recipient: rfc822; c@d.example',
        'Action: delivered',
        'Status: 2.0.0',
        '--b--',
      ),
    )
    expect(mail).toMatchObject({ auto: 'auto_generated', bounce: null })
  })

  it('a customer who writes about an undeliverable parcel is a customer', async () => {
    const mail = await readMail(
      mailOf(
        ...person,
        'Subject: Undeliverable parcel, delivery failed',
        '',
        'Your driver could not deliver it. 550 5.1.1 is my door code.',
      ),
    )
    expect(mail).toMatchObject({ auto: 'no', bounce: null, autoSignals: ['bounce_subject'] })
  })
})

describe('B3: mail that machines write', () => {
  it.each([
    ['a vacation reply', ['Auto-Submitted: auto-replied'], 'auto_reply'],
    ['another automatic mail', ['Auto-Submitted: auto-generated'], 'auto_generated'],
    ['Auto-Submitted: no', ['Auto-Submitted: no'], 'no'],
    ['Precedence: bulk', ['Precedence: bulk'], 'auto_generated'],
    ['Precedence: junk', ['Precedence: junk'], 'auto_generated'],
    ['Precedence: list', ['Precedence: list'], 'list'],
    ['a mailing list', ['List-Id: <x.b.example>'], 'list'],
    ['a suppressed answer', ['X-Auto-Response-Suppress: OOF, AutoReply'], 'auto_generated'],
    ['X-Autoreply', ['X-Autoreply: yes'], 'auto_reply'],
    ['a null return path', ['Return-Path: <>'], 'auto_generated'],
    ['a subject of Outlook', ['Subject: Automatic reply: Invoice'], 'auto_reply'],
    ['a subject in Japanese', ['Subject: =?utf-8?B?6Ieq5YuV5b+c562UOiDkuI3lnKg=?='], 'auto_reply'],
    ['a person', ['Subject: Hello'], 'no'],
  ])('B3: %s is %s', async (_name, headers, expected) => {
    expect((await readMail(mailOf(...person, ...headers, '', 'words'))).auto).toBe(expected)
  })

  it('B3: the null envelope sender counts, and an envelope sender overrules what the mail says of its path', async () => {
    expect((await readMail(mailOf(...person, '', 'x'), { envelopeFrom: '' })).auto).toBe('auto_generated')
    expect((await readMail(mailOf('Return-Path: <>', ...person, '', 'x'), { envelopeFrom: 'carl@b.example' })).auto).toBe('no')
  })

  it('B3: a vacation reply with a null path is a reply, not a bounce', async () => {
    expect(await readMail(sample('vacation'), { envelopeFrom: '' })).toMatchObject({ auto: 'auto_reply', bounce: null })
  })

  it.each([
    'Automatic reply: away',
    'Automatische Antwort: x',
    'Abwesenheitsnotiz: x',
    'Réponse automatique : x',
    'Respuesta automática: x',
    'Risposta automatica: x',
    'Resposta automática: x',
    'Automatisch antwoord: x',
    'Odpowiedź automatyczna: x',
    'Автоответ: x',
    'Autosvar: x',
    'Otomatik Yanıt: x',
    '自动回复: x',
    '自動回覆: x',
    '自動応答: x',
    '自動返信',
    '부재중 자동 응답: x',
    'Out of Office: x',
  ])('B3: %s is an answer of a machine', async (subject) => {
    const mail = await readMail(mailOf('From: Carl <carl@b.example>', `Subject: ${subject}`, '', 'I am away.'))
    expect(mail.auto).toBe('auto_reply')
  })

  it('B3: a complaint (ARF) is a complaint', async () => {
    const mail = await readMail(
      mailOf(
        'From: fbl@isp.example',
        'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
        '',
        '--b',
        '',
        'abuse report',
        '--b',
        'Content-Type: message/feedback-report',
        '',
        'Feedback-Type: abuse',
        '--b--',
      ),
    )
    expect(mail).toMatchObject({ auto: 'complaint', bounce: null })
  })
})
