import { describe, expect, it } from 'vitest'
import { bodyToText } from '../../../messages/body/index.ts'
import { readMail } from './index.ts'
import { mailOf } from './samples/samples.ts'
import { fits, workedMs } from '../../../testing/fits.ts'

const withCalendar = (method: string, lines: string[], before = 'Please come') =>
  mailOf(
    'From: ada@desk.example',
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m',
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    'Content-Type: text/plain',
    '',
    before,
    '--a',
    `Content-Type: text/calendar; charset=utf-8; method=${method}`,
    '',
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Berlin',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:1@desk.example',
    ...lines,
    'BEGIN:VALARM',
    'SUMMARY:Not this',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '--a--',
    '--m',
    'Content-Type: application/ics; name="invite.ics"',
    '',
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1@desk.example',
    'SUMMARY:The same once more',
    'END:VEVENT',
    'END:VCALENDAR',
    '--m--',
  )

describe('invitations', () => {
  it('are told in lines: what, when, where and by whom, once, with the file beside them', async () => {
    const mail = await readMail(
      withCalendar('REQUEST', [
        'SUMMARY:Weekly call\\, all',
        ' desks',
        'DTSTART;TZID="Europe/Berlin":20261102T100000',
        'DTEND;TZID=Europe/Berlin:20261102T110000',
        'RRULE:FREQ=WEEKLY',
        'LOCATION:Room 4',
        'ORGANIZER;CN="Ada Berg":mailto:ada@desk.example',
      ]),
    )
    expect(bodyToText(mail.body)).toBe(
      'Please come\n\nInvitation: Weekly call, alldesks\nWhen: 2026-11-02 10:00 to 11:00 (Europe/Berlin), repeated\nWhere: Room 4\nOrganiser: Ada Berg <ada@desk.example>',
    )
    expect(mail.attachments.map((one) => one.filename)).toEqual(['invitation-1.ics', 'invite.ics'])
  })

  it.each([
    ['CANCEL', ['SUMMARY:Call', 'DTSTART:20261102T090000Z'], 'Cancelled: Call\nWhen: 2026-11-02 09:00 (UTC)'],
    [
      'REQUEST',
      ['SUMMARY:Fair', 'DTSTART;VALUE=DATE:20261102', 'DTEND;VALUE=DATE:20261105'],
      'Invitation: Fair\nWhen: 2026-11-02 to 2026-11-04',
    ],
    [
      'REPLY',
      ['SUMMARY:Call', 'ATTENDEE;PARTSTAT=DECLINED;CN=Carl:mailto:carl@customer.example'],
      'Declined by Carl <carl@customer.example>: Call',
    ],
    ['PUBLISH', ['DTSTART:never', 'LOCATION:<script>alert(1)</script>'], 'Event: Event\nWhere: <script>alert(1)</script>'],
  ])('%s is told as what it is', async (method, lines, expected) => {
    expect(bodyToText((await readMail(withCalendar(method, lines))).body)).toBe(`Please come\n\n${expected}`)
  })

  it('C6: a calendar of a megabyte without an end takes no time', async () => {
    const start = workedMs()
    await readMail(
      withCalendar('REQUEST', [`SUMMARY:${'\\,'.repeat(100_000)}`, ...Array.from({ length: 30_000 }, () => 'BEGIN:VEVENT;A="')]),
    )
    expect(fits(workedMs() - start, 1_000)).toBe(true)
  })
})

const enclosing = (disposition: string, words: string[]) =>
  mailOf(
    'From: Carl <carl@customer.example>',
    'Subject: Fwd: broken',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    ...words,
    '--b',
    'Content-Type: message/rfc822',
    ...(disposition ? [`Content-Disposition: ${disposition}`] : []),
    '',
    'From: =?utf-8?Q?Zo=C3=AB?= <zoe@shop.example>',
    'Date: Mon, 02 Nov 2026 10:00:00 +0000',
    'Subject: It is broken',
    '',
    'the words of the mail',
    '> with a quotation of its own',
    '--b--',
  )

describe('mails that are passed on', () => {
  it('as a part of the mail are shown, open, with who wrote them, and attached', async () => {
    const mail = await readMail(enclosing('inline', ['See below']))
    expect(mail.text).toBe(
      'See below\n\nFrom: Zoë <zoe@shop.example>\nDate: Mon, 02 Nov 2026 10:00:00 +0000\nSubject: It is broken\n\nthe words of the mail\n\n> with a quotation of its own',
    )
    expect(mail.forwardedFrom).toEqual({ name: 'Zoë', address: 'zoe@shop.example' })
    expect(mail.from?.address).toBe('carl@customer.example')
    expect(mail.attachments).toMatchObject([{ filename: 'It is broken.eml' }])
  })

  it('as a file beside words of its own stay a file; alone they are shown', async () => {
    expect((await readMail(enclosing('attachment', ['See the file']))).text).toBe('See the file')
    expect((await readMail(enclosing('attachment', ['']))).text).toContain('the words of the mail')
  })

  it.each([
    [
      '---------- Forwarded message ---------\nFrom: Zoë <zoe@shop.example>\nDate: Mon, Nov 2, 2026\nSubject: x\nTo: Carl\n\nbroken',
      'Gmail',
    ],
    [
      '-------- Weitergeleitete Nachricht --------\nBetreff: x\nDatum: Mon, 2 Nov 2026\nVon: Zoë <zoe@shop.example>\nAn: Carl\n\nbroken',
      'Thunderbird',
    ],
    ['Begin forwarded message:\n\n> From: Zoë <zoe@shop.example>\n> Subject: x\n> Date: 2 November 2026\n>\n> broken', 'Apple Mail'],
    ['---------- 전달된 메시지 ---------\n보낸사람: Zoë <zoe@shop.example>\n날짜: 2026년 11월 2일\n제목: x\n\nbroken', 'Gmail, Korean'],
    ['---------- 転送メッセージ ---------\n差出人: Zoë <zoe@shop.example>\n日付: 2026年11月2日\n件名: x\n\nbroken', 'Japanese'],
    [
      '从 Windows 版邮件发送\n\n发件人: Zoë <zoe@shop.example>\n发送时间: 2026年11月2日 10:00\n收件人: Carl\n主题: x\n\nbroken',
      'Outlook, Chinese',
    ],
    [
      '________________________________\nFrom: Zoë <zoe@shop.example>\nSent: Monday, 2 November 2026 10:00\nTo: Carl\nSubject: x\n\nbroken',
      'Outlook',
    ],
  ])('in the text are shown, and their author is offered: %#', async (text) => {
    const mail = await readMail(
      mailOf('From: carl@customer.example', 'Subject: Fwd: x', 'Content-Type: text/plain; charset=utf-8', '', `Please see\n\n${text}`),
    )
    expect(mail.text).toContain('Please see')
    expect(mail.text).toContain('broken')
    expect(mail.forwardedFrom).toEqual({ name: 'Zoë', address: 'zoe@shop.example' })
  })
})
