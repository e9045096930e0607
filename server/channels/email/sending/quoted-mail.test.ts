import { describe, expect, test } from 'vitest'
import { readMail } from '../reading/index.ts'
import { type MailApp, mailOf } from '../testing/mail-app.ts'
import type { RelaySink } from '../testing/relay-sink.ts'
import { withRelay } from '../testing/sending.ts'

let mail: MailApp
let relay: RelaySink

withRelay((theMail, theRelay) => {
  mail = theMail
  relay = theRelay
})

/** One part of a mail, as text. */
function part(raw: string, type: 'plain' | 'html'): string {
  const boundary = /boundary="?([^"\r\n;]+)/.exec(raw)?.[1] ?? 'none'
  const found = raw.split(`--${boundary}`).find((one) => one.includes(`Content-Type: text/${type}`)) ?? ''
  const [head = '', ...body] = found.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  const bytes = /base64/i.test(head)
    ? Buffer.from(text, 'base64')
    : Buffer.from(
        text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      )
  return bytes.toString('utf8').replaceAll('\r\n', '\n').trim()
}

/** A customer wrote and was answered; the mail they have then. */
async function answered(title: string, text: string, answer: string) {
  const { ticketId } = await mail.carlWrites(`=?UTF-8?B?${Buffer.from(title).toString('base64')}?=`, text)
  await mail.rows("UPDATE messages SET at = '2026-11-02T09:05:00Z' WHERE ticket_id = $1", [ticketId])
  await mail.adaReplies(ticketId, { text: answer })
  await mail.sendDue()
  const raw = relay.mails.at(-1)?.raw ?? ''
  return { ticketId, raw, plain: part(raw, 'plain'), html: part(raw, 'html') }
}

const languages = [
  {
    language: 'en',
    asked: ['The kettle leaks', 'It leaks from below.'],
    answer: 'Please send us a picture of it.',
    introduction: 'On 2026-11-02 09:05 UTC, Carl Ito wrote:',
    reply: 'Here is the picture.',
    above: 'On Mon, Nov 2, 2026 at 6:30 PM Support <support@desk.example> wrote:',
  },
  {
    language: 'ja',
    asked: ['ケトルの水漏れ', '底から水が漏れます。'],
    answer: '写真をお送りいただけますか。',
    introduction: '2026/11/02 09:05 UTC、Carl Itoのメッセージ:',
    reply: '写真をお送りします。',
    above: '2026年11月2日(月) 18:30 Support <support@desk.example>:',
  },
  {
    language: 'ko',
    asked: ['주전자가 새요', '바닥에서 물이 새요.'],
    answer: '사진을 보내 주시겠어요?',
    introduction: '2026. 11. 2. 09:05 UTC, Carl Ito 작성:',
    reply: '사진을 보내 드립니다.',
    above: '2026년 11월 2일 (월) 오후 6:30, Support <support@desk.example>님이 작성:',
  },
] as const

describe.each(languages)('in $language', ({ language, asked, answer, introduction, reply, above }) => {
  const marked = (text: string) => text.replace(/^/gm, '> ')
  const textAnswer = (text: string) => readMail(Buffer.from(mailOf({ From: 'carl@customer.example' }, text)))
  const htmlAnswer = (html: string) =>
    readMail(Buffer.from(mailOf({ From: 'carl@customer.example', 'Content-Type': 'text/html; charset=utf-8' }, html)))

  test('what is quoted is introduced in the language of the mail, in its plain part and in its HTML', async () => {
    const { plain, html } = await answered(asked[0], asked[1], answer)
    expect(plain).toBe(`${answer}\n\n${introduction}\n> ${asked[1]}`)
    expect(html).toContain(`>${introduction}</summary>`)
    expect(html).toContain(`<html lang="${language}">`)
  })

  test('our own mail, and whatever a customer answers above it, is cut where the history begins', async () => {
    const { raw, plain, html } = await answered(asked[0], asked[1], answer)
    expect((await readMail(Buffer.from(raw))).text).toBe(answer)
    // With our mail below as it came, marked or not, and with a line of the program in between.
    for (const history of [plain.slice(plain.indexOf(introduction)), `${above}\n\n${marked(plain)}`, marked(plain)])
      expect((await textAnswer(`${reply}\n\n${history}`)).text, history).toBe(reply)
    // A program that breaks long lines breaks ours, too.
    const broken = introduction.replace('Carl Ito', 'Carl Ito\n')
    expect((await textAnswer(`${reply}\n\n${broken}\n> ${asked[1]}`)).text).toBe(reply)

    const inner = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''
    // Many programs know no element that folds.
    const unfolded = inner.replace(/<(\/?)(?:details|summary)[^>]*>/g, '<$1div>')
    const history = (from: string) => from.slice(from.indexOf('<', from.indexOf(answer) + answer.length))
    for (const quoted of [
      `<div class="gmail_quote"><div class="gmail_attr">${above.replaceAll('<', '&lt;')}</div><blockquote class="gmail_quote">${inner}</blockquote></div>`,
      `<div>${above.replaceAll('<', '&lt;')}</div><blockquote>${unfolded}</blockquote>`,
      history(inner),
      history(unfolded),
    ])
      expect((await htmlAnswer(`<div>${reply}</div>${quoted}`)).text, quoted).toBe(reply)
  })

  test('the answer to a mail of ours shows the new words, and keeps the history folded below', async () => {
    const { ticketId, raw, plain } = await answered(asked[0], asked[1], answer)
    const to = /^Reply-To: (\S+)/m.exec(raw)?.[1] ?? ''
    await mail.deliver(mailOf({ From: 'Carl Ito <carl@customer.example>', To: to }, `${reply}\n\n${above}\n\n${marked(plain)}`), { to })
    await mail.intake()
    const messages = await mail.rows<{ preview: string; text: string; hasQuote: boolean }>(
      'SELECT preview, text, has_quote AS "hasQuote" FROM messages WHERE ticket_id = $1 ORDER BY id',
      [ticketId],
    )
    expect(messages.at(-1)).toMatchObject({ preview: reply, hasQuote: true })
    expect(messages.at(-1)?.text).toContain(introduction)
  })

  test('somebody without a name is quoted, too', async () => {
    const { ticketId } = await mail.carlWrites('x', asked[1])
    await mail.rows("UPDATE messages SET author_name = '', at = '2026-11-02T09:05:00Z' WHERE ticket_id = $1", [ticketId])
    await mail.adaReplies(ticketId, { text: answer })
    await mail.sendDue()
    const plain = part(relay.mails.at(-1)?.raw ?? '', 'plain')
    expect(plain).toMatch(/\n(On .*, somebody wrote|2026\/11\/02 09:05 UTCのメッセージ|2026\. 11\. 2\. 09:05 UTC 작성):\n>/)
    expect((await textAnswer(`${reply}\n${plain.slice(answer.length)}`)).text).toBe(reply)
  })
})

test('where the words of a mail say no language, what it is about does', async () => {
  const { plain } = await answered('ケトルの水漏れ', '底から水が漏れます。', 'https://desk.example/help')
  expect(plain).toContain('Carl Itoのメッセージ:')
  const english = await answered('ケトルの水漏れ', '底から水が漏れます。', 'I am afraid we answer in English only.')
  expect(english.plain).toContain('UTC, Carl Ito wrote:')
})
