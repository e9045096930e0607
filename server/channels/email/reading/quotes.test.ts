import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyFromHtml, bodyFromText, bodyToText } from '../../../messages/body/index.ts'
import { foldHistoryInBody, roleOfElement } from './index.ts'

const open = (text: string) => bodyToText(foldHistoryInBody(bodyFromText(text), { plainText: true }), { withQuotes: false })
const openHtml = (html: string) => bodyToText(foldHistoryInBody(bodyFromHtml(html, { roleOf: roleOfElement })), { withQuotes: false })

describe('text that introduces a quotation', () => {
  it.each([
    ['English', 'On Tue, 3 Mar 2026 at 17:20, Ada Stone <ada@a.example> wrote:'],
    ['English, two lines', 'On Tue, 3 Mar 2026 at 17:20, Ada Stone <\nada@a.example> wrote:'],
    ['German', 'Am Di., 3. März 2026 um 17:20 Uhr schrieb Ada Stone <ada@a.example>:'],
    ['French', 'Le mar. 3 mars 2026 à 17:20, Ada Stone <ada@a.example> a écrit :'],
    ['Spanish', 'El mar, 3 mar 2026 a las 17:20, Ada Stone (<ada@a.example>) escribió:'],
    ['Italian', 'Il giorno mar 3 mar 2026 alle ore 17:20 Ada Stone <ada@a.example> ha scritto:'],
    ['Portuguese', 'Em ter., 3 de mar. de 2026 às 17:20, Ada Stone <ada@a.example> escreveu:'],
    ['Dutch', 'Op di 3 mrt 2026 om 17:20 schreef Ada Stone <ada@a.example>:'],
    ['Swedish', 'Den tis 3 mars 2026 kl 17:20 skrev Ada Stone <ada@a.example>:'],
    ['Danish', 'tir. 3. mar. 2026 kl. 17.20 skrev Ada Stone <ada@a.example>:'],
    ['Finnish', 'ti 3. maalisk. 2026 klo 17.20 Ada Stone (ada@a.example) kirjoitti:'],
    ['Polish', 'wt., 3 mar 2026 o 17:20 Ada Stone <ada@a.example> napisał(a):'],
    ['Czech', 'út 3. 3. 2026 v 17:20 odesílatel Ada Stone <ada@a.example> napsal:'],
    ['Hungarian', 'Ada Stone <ada@a.example> ezt írta (időpont: 2026. márc. 3., K, 17:20):'],
    ['Russian', 'вт, 3 мар. 2026 г. в 17:20, Ada Stone <ada@a.example>:'],
    ['Ukrainian', 'вт, 3 бер. 2026 р. о 17:20 Ada Stone <ada@a.example> пише:'],
    ['Turkish', 'Ada Stone <ada@a.example>, 3 Mar 2026 Sal, 17:20 tarihinde şunu yazdı:'],
    ['Vietnamese', 'Vào Th 3, 3 thg 3, 2026 vào lúc 17:20 Ada Stone <ada@a.example> đã viết:'],
    ['Japanese', '2026年3月3日(火) 17:20 Ada Stone <ada@a.example>:'],
    ['Japanese, Apple', '2026/03/03 17:20、Ada Stone <ada@a.example>のメール:'],
    ['ours', 'On 2026-03-03 17:20 UTC, Ada Stone wrote:'],
    ['ours in Japanese', '2026/03/03 17:20 UTC、Ada Stoneのメッセージ:'],
    ['ours in Japanese, without a name', '2026/03/03 17:20 UTCのメッセージ:'],
    ['ours in Korean', '2026. 3. 3. 17:20 UTC, Ada Stone 작성:'],
    ['ours in Korean, without a name', '2026. 3. 3. 17:20 UTC 작성:'],
    ['Korean', '2026년 3월 3일 (화) 오후 5:20, Ada Stone <ada@a.example>님이 작성:'],
    ['Chinese', 'Ada Stone <ada@a.example> 于2026年3月3日周二 17:20写道：'],
    ['Zoho', '---- On Tue, 03 Mar 2026 17:20:00 +0000 ada@a.example wrote ----'],
  ])('%s, with marks and without', (_language, attribution) => {
    expect(open(`New words.\n\n${attribution}\n\n> old words\n> more`)).toBe('New words.')
    expect(open(`New words.\n\n${attribution}\n\nold words`)).toBe('New words.')
    expect(
      openHtml(`<p>New words.</p><p>${attribution.replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p><blockquote>old words</blockquote>`),
    ).toBe('New words.')
  })

  it.each([
    ['English', '-----Original Message-----\nFrom: Ada\nSent: Tuesday\nTo: Carl\nSubject: x'],
    ['English without dashes', 'From: Ada <ada@a.example>\nSent: Tuesday, 3 March 2026 17:20\nTo: Carl\nSubject: x'],
    ['German', 'Von: Ada <ada@a.example>\nGesendet: Dienstag, 3. März 2026 17:20\nAn: Carl\nBetreff: x'],
    ['French', 'De : Ada\nEnvoyé : mardi 3 mars 2026 17:20\nÀ : Carl\nObjet : x'],
    ['Japanese', '差出人: Ada <ada@a.example>\n送信日時: 2026年3月3日 17:20\n宛先: Carl\n件名: x'],
    ['Korean', '보낸 사람: Ada <ada@a.example>\n보낸 날짜: 2026년 3월 3일 화요일 17:20\n받는 사람: Carl\n제목: x'],
    ['Korean original', '-----원본 메시지-----\n보낸사람: Ada\n받는사람: Carl\n날짜: 2026-03-03\n제목: x'],
    ['Chinese', '发件人: Ada <ada@a.example>\n发送时间: 2026年3月3日 17:20\n收件人: Carl\n主题: x'],
    ['Russian', 'От: Ada\nОтправлено: 3 марта 2026 г. 17:20\nКому: Carl\nТема: x'],
    ['in bold', '*From:* Ada\n*Sent:* Tuesday\n*To:* Carl\n*Subject:* x'],
    ['under a line', '________________________________\nFrom: Ada\nSent: Tuesday'],
  ])('a %s header reaches to the end', (_language, header) => {
    expect(open(`New words.\n\n${header}\n\nold words\n\nmore old words`)).toBe('New words.')
  })
})

describe('what the customer wrote stays open', () => {
  it.each([
    ['a sentence that begins with On', 'On the other hand, it works.\n\nOn Tuesday:\n\nit did not.'],
    ['a name that wrote', 'Something wrote:\nthe log says 12:30 and nothing more'],
    ['words that look like a header', 'The data comes From: our database, not From: yours.\nSent: yes'],
    ['one header line', 'From: the warehouse I got nothing.\n\nPlease help.'],
    ['dashes between paragraphs', 'First\n\n----\n\nSecond\n\n====\n\nThird'],
    ['a list with double dashes', 'Because of:\n-- one\n-- two\n-- three'],
    ['a sentence about a telephone', 'It was fine.\n\nSent from my desk, is much easier than by telephone.'],
    ['a long text under two dashes', `Intro\n--\n${'This is still my complaint and it is long.'.repeat(60)}`],
  ])('%s', (_name, text) => {
    expect(open(text)).toBe(text)
  })

  it('an answer below the quotation is open, the quotation is not', () => {
    expect(open(`On 3/3/2026 17:20, Ada wrote:\n${'> old\n'.repeat(12)}\nMy answer.`)).toBe('My answer.')
  })

  it('a bare quotation in HTML is the author’s own', () => {
    expect(openHtml('<p>The manual says:</p><blockquote>Press twice.</blockquote><p>It does nothing.</p>')).toBe(
      'The manual says:\n\n> Press twice.\n\nIt does nothing.',
    )
  })

  it('a mail that holds nothing but history shows it', () => {
    expect(open('> all old\n> words')).toBe('> all old\n> words')
    expect(open('-----Original Message-----\nFrom: Ada\nSent: Tuesday\nSubject: x\n\nwords')).toContain('words')
  })

  it('no text is ever lost, whatever it is made of', () => {
    const line = fc.constantFrom(
      'words',
      '',
      '> quoted',
      '>> twice',
      'On 3/3/2026 17:20, Ada <a@b.example> wrote:',
      'wrote:',
      '-----Original Message-----',
      'From: Ada',
      'Sent: now',
      'Subject: x',
      '-- ',
      'Sent from my iPhone',
      '____',
      '>:',
      'Begin forwarded message:',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const body = bodyFromText(lines.join('\n'))
        const before = [...bodyToText(body).matchAll(/[\p{L}\p{N}]+/gu)].map((match) => match[0])
        const after = [...bodyToText(foldHistoryInBody(body, { plainText: true })).matchAll(/[\p{L}\p{N}]+/gu)].map((match) => match[0])
        expect(after).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what mail programs mark in HTML', () => {
  it.each([
    ['Gmail', '<div class="gmail_quote"><div class="gmail_attr">x wrote:</div><blockquote class="gmail_quote">old</blockquote></div>'],
    ['Outlook on the web', '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: x</div><div>old</div>'],
    ['Outlook on the web, quoted again', '<div id="x_divRplyFwdMsg">From: x</div><div>old</div>'],
    ['Outlook', '<div style="border:none; border-top:solid #B5C4DF 1.0pt; padding:3.0pt 0cm 0cm 0cm">From: x</div><p>old</p>'],
    ['Outlook Express', '<div class="OutlookMessageHeader">From: x</div><p>old</p>'],
    ['Yahoo', '<div class="yahoo_quoted"><div>On Tuesday x wrote:</div><div>old</div></div>'],
    ['Thunderbird', '<div class="moz-cite-prefix">x wrote:</div><blockquote type="cite">old</blockquote>'],
    ['Apple Mail', '<blockquote type="cite">On 1 Jan x wrote:</blockquote><blockquote type="cite">old</blockquote>'],
    ['Proton', '<div class="protonmail_quote">On Tuesday x wrote:<blockquote>old</blockquote></div>'],
  ])('%s', (_program, quoted) => {
    expect(openHtml(`<p>New</p>${quoted}`)).toBe('New')
    expect(bodyToText(foldHistoryInBody(bodyFromHtml(`<p>New</p>${quoted}`, { roleOf: roleOfElement })))).toContain('old')
  })

  it('answers inside a Gmail quotation are open', () => {
    expect(
      openHtml(
        '<div class="gmail_quote"><blockquote class="gmail_quote">one?</blockquote><div>yes</div><blockquote class="gmail_quote">two?</blockquote><div>no</div></div>',
      ),
    ).toBe('> one?\n\nyes\n\n> two?\n\nno')
  })

  it('signatures of Gmail and Outlook are folded', () => {
    expect(openHtml('<p>New</p><div class="gmail_signature">Ada<br>Northwind</div>')).toBe('New')
    expect(openHtml('<p>New</p><div id="Signature"><p>Ada</p></div>')).toBe('New')
  })
})
