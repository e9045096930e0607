import { describe, expect, it } from 'vitest'
import {
  type Body,
  bodyFromHtml,
  bodyFromText,
  bodyToFrameHtml,
  bodyToMailHtml,
  previewOf,
  renderBody,
  tracedText,
} from '../messages/body/index.ts'
import { coveredHtml, coveredText, findWords, wantedWords } from './find-words.ts'
import { covered, coverMore, type Maskable, maskedRanges, type OpenMask, selected, uncovered } from './masked-message.ts'
import { starsFor } from './stars.ts'

const family = '👨‍👩‍👧'

describe('asterisks', () => {
  it.each([
    ['4111 1111', '*********'],
    [`a${family}b`, '***'],
    ['한국어', '***'],
    ['ガ', '*'],
    ['two\nlines', '***\n*****'],
    ['مرحبا', '*****'],
    ['e\u0301', '*'],
  ])('%s', (words, stars) => expect(starsFor(words)).toBe(stars))
})

/** Masks a stretch of the text form as it is now; gives the message and its masks as they are then. */
function mask(original: Maskable, masks: readonly OpenMask[], id: number, from: number, to: number): readonly OpenMask[] {
  const now = covered(uncovered(original, []), masks)
  const message = uncovered(now, masks)
  const more = coverMore(message, selected(message, now, from, to).stretches)
  return more ? [...masks.filter((one) => !more.replaces.includes(one)), { id, places: more.places, words: more.words }] : masks
}

const withMasks = (original: Maskable, masks: readonly OpenMask[]) => covered(uncovered(original, []), masks)
const htmlMail = (html: string): Maskable => ({ body: bodyFromHtml(html), subject: null })
const textMail = (text: string): Maskable => ({ body: bodyFromText(text), subject: null })

function select(message: Maskable, words: string): [number, number] {
  const at = tracedText(message.body).text.indexOf(words)
  expect(at, words).toBeGreaterThanOrEqual(0)
  return [at, at + words.length]
}

/** Those of `forms` that hold all of the body: not the preview, and not the subject. */
const whole = [0, 1, 2, 4, 5]

function forms({ body, subject }: Maskable): string[] {
  const { json, text, html, preview } = renderBody(body)
  const frame = bodyToFrameHtml(body, [], { maskLabel: 'masked' })
  return [json, text, html, preview, bodyToMailHtml(body), frame, subject ?? ''].map((form) =>
    form.replace(/<\/?(strong|em|span)[^>]*>/g, ''),
  )
}

describe('one mask', () => {
  it('crosses bold words, lines and quotations, and leaves what is not words as it was', () => {
    const mail = textMail('My card is 4111\n1111 and\n> quoted 4222\n> 2222 there')
    const [from] = select(mail, '4111')
    const [, to] = select(mail, '4222')
    const masks = mask(mail, [], 1, from, to)
    expect(renderBody(withMasks(mail, masks).body).text).toBe('My card is ****\n********\n\n> ***********\n> 2222 there')
  })

  it('takes the address of a link with its words, and the link leads nowhere', () => {
    const mail = textMail('Write to ada@customer.example today')
    const masks = mask(mail, [], 1, ...select(mail, 'ada'))
    const now = withMasks(mail, masks)
    expect(renderBody(now.body)).toMatchObject({
      text: 'Write to ***@customer.example today',
      html: '<p>Write to ***@customer.example today</p>',
      preview: 'Write to ***@customer.example today',
    })
    expect(JSON.stringify(now)).not.toContain('ada')
    expect(maskedRanges(now, masks)).toEqual([[1, 9, 12]])
  })

  it('an address that was written out stays written out, as asterisks', () => {
    const mail = htmlMail('<p>See <a href="https://shop.example/?card=4111">your order</a></p>')
    const masks = mask(mail, [], 1, ...select(mail, '4111'))
    const now = withMasks(mail, masks)
    expect(renderBody(now.body).text).toBe(`See your order (${'*'.repeat('https://shop.example/?card=4111'.length)})`)
    expect(renderBody(now.body).html).toBe('<p>See your order</p>')
    expect(uncovered(now, masks).original).toEqual(mail)
  })

  it('never cuts a character in two', () => {
    const mail = textMail(`hello ${family} there`)
    const at = mail.body.blocks[0] && tracedText(mail.body).text.indexOf(family)
    const masks = mask(mail, [], 1, Number(at) + 2, Number(at) + 3)
    expect(renderBody(withMasks(mail, masks).body).text).toBe('hello * there')
  })

  it('covers what it touches: two that overlap become one, and what is covered is not covered again', () => {
    const mail = textMail('one two three four')
    const first = mask(mail, [], 1, ...select(mail, 'two three'))
    const second = mask(mail, first, 2, 6, 15)
    expect(second.map(({ id, words }) => [id, words])).toEqual([[2, ['two three f']]])
    expect(mask(mail, second, 3, 5, 9)).toBe(second)
  })

  it('positions mean what they say after another mask has changed the lengths', () => {
    const mail = textMail(`${family}${family} first, then second`)
    const first = mask(mail, [], 1, 0, family.length * 2)
    const now = withMasks(mail, first)
    expect(tracedText(now.body).text).toBe('** first, then second')
    const both = mask(mail, first, 2, ...select(now, 'second'))
    expect(tracedText(withMasks(mail, both).body).text).toBe('** first, then ******')
    const [, second] = both
    expect(tracedText(withMasks(mail, second ? [second] : []).body).text).toBe(`${family}${family} first, then ******`)
  })

  it('is refused where the asterisks are not the ones it made', () => {
    const mail = textMail('My number is 1234')
    const masks = mask(mail, [], 1, ...select(mail, '1234'))
    expect(() => uncovered(textMail('Something else entirely'), masks)).toThrow('changed since')
  })
})

describe('the same words again', () => {
  it.each([
    ['Anna Smith', 'anna smith wrote, ANNA\nSMITH signed', 2],
    ['4111 1111', 'x4111 1111y and 41111111', 1],
    ['a.b*c(', 'a.b*c( axbxc(', 1],
    ['田中', '田中さん、田中様', 2],
  ])('%s', (words, text, times) => {
    const mail = textMail(text)
    expect(findWords(mail, wantedWords(words))).toHaveLength(times)
  })

  it('stands behind words and pictures, too, and in the subject', () => {
    const mail: Maskable = {
      body: bodyFromHtml(
        '<p><a href="https://x.example/u?mail=anna%40customer.example">leave</a><img src="https://t.example/anna@customer.example.png" alt="of Anna@customer.example" width=90></p>',
      ),
      subject: 'anna@customer.example again',
    }
    const message = uncovered(mail, [])
    let masks: OpenMask[] = []
    for (const stretches of findWords(mail, wantedWords('anna@customer.example'))) {
      const more = coverMore({ parts: message.parts, masks }, stretches)
      if (more) masks = [...masks.filter((one) => !more.replaces.includes(one)), { id: masks.length + 1, ...more }]
    }
    const now = withMasks(mail, masks)
    expect(decodeURIComponent(JSON.stringify(now)).toLowerCase()).not.toContain('anna@')
    expect(now.subject).toBe('********************* again')
    expect(uncovered(now, masks).original).toEqual(mail)
  })

  it('two words of neighbouring cells are not one', () => {
    const mail = htmlMail('<table><tr><td>12</td><td>34</td></tr><tr><td>a</td><td>b</td></tr></table>')
    expect(findWords(mail, wantedWords('1234'))).toEqual([])
  })

  it('is covered in drafts, through tags and entities', () => {
    const wanted = wantedWords('Tom & Jerry')
    expect(coveredHtml('<p>Ask <b>Tom</b> &amp; Jerry</p><p>tom &#38; JERRY, Tom</p>', wanted)).toBe(
      '<p>Ask <b>***</b> * *****</p><p>*** * *****, Tom</p>',
    )
    expect(coveredHtml('<a href="mailto:ada@x.example">Write</a> 1 < 2', wantedWords('ada@x.example'))).toBe(
      '<a href="********************">Write</a> 1 < 2',
    )
    expect(coveredText('Tom & Jerry and Tom', wanted)).toBe('*********** and Tom')
  })
})

describe('whatever is written and masked', () => {
  it('a masked text stands in no form, and unmasking gives every form back byte for byte (T20)', () => {
    const random = seeded(20)
    for (let n = 0; n < 100; n++) {
      const mail = randomMail(random)
      const before = forms(mail)
      let masks: readonly OpenMask[] = []
      let now = mail
      for (let m = 0; m < 5; m++) {
        const { text } = tracedText(now.body)
        if (text.length === 0) break
        const from = Math.floor(random() * text.length)
        masks = mask(mail, masks, 100 + m, from, from + 1 + Math.floor(random() * 30))
        now = withMasks(mail, masks)
        expect(maskedRanges(now, masks).every(([, a, b]) => /^\*+$/.test(tracedText(now.body).text.slice(a, b)))).toBe(true)
      }
      // What is masked stands once less often than before, in every form.
      for (const { words } of masks)
        for (const one of words.filter((word) => [...word.trim()].length >= 4 && !/\*|^(https?|mailto|tel):/.test(word)))
          for (const [i, form] of forms(now).entries())
            if (whole.includes(i) && (before[i] ?? '').includes(one))
              expect(countOf(form, one), `${one} in form ${i} of mail ${n}`).toBeLessThan(countOf(before[i] ?? '', one))
      // Taken off in any order.
      let left = [...masks]
      while (left.length > 0) {
        left = left.toSpliced(Math.floor(random() * left.length), 1)
        expect(uncovered(withMasks(mail, left), left).original).toEqual(mail)
      }
      expect(forms(withMasks(mail, left))).toEqual(before)
    }
  })

  it('what is masked everywhere stands nowhere (T20)', () => {
    const random = seeded(21)
    for (let n = 0; n < 100; n++) {
      const mail = randomMail(random)
      const words = pick(random, secrets)
      const message = uncovered(mail, [])
      let masks: OpenMask[] = []
      for (const stretches of findWords(mail, wantedWords(words))) {
        const more = coverMore({ parts: message.parts, masks }, stretches)
        if (more) masks = [...masks.filter((one) => !more.replaces.includes(one)), { id: masks.length + 1, ...more }]
      }
      const now = withMasks(mail, masks)
      for (const form of forms(now)) expect(form.toLowerCase()).not.toContain(words.toLowerCase())
      expect(uncovered(JSON.parse(JSON.stringify(now)) as Maskable, masks).original).toEqual(mail)
    }
  })
})

const secrets = [
  '4111 1111 1111 1111',
  'anna@customer.example',
  '090-1234-5678',
  '김민수',
  '田中太郎',
  'מספר סודי',
  `${family}🎉秘密`,
  '880101-1234567',
]
const fillers = [
  'Hello',
  'the printer',
  '다시',
  'ありがとう',
  'مرحبا بكم',
  '😀',
  'https://shop.example/a?b=1',
  'tab\there',
  '  two  spaces',
  'a_b*c',
  '<b>&amp;',
]

function randomMail(random: () => number): Maskable {
  const words = () =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(random, random() < 0.35 ? secrets : fillers)).join(' ')
  const escaped = () => words().replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const inline = (depth: number): string => {
    const kind = Math.floor(random() * 5)
    if (depth > 2 || kind === 0) return escaped()
    if (kind === 1) return `<b>${inline(depth + 1)}</b>${escaped()}`
    if (kind === 2) return `<i>${escaped()}<br>${inline(depth + 1)}</i>`
    if (kind === 3) return `<a href="https://x.example/${encodeURIComponent(pick(random, secrets))}">${escaped()}</a>`
    return `<img alt="${escaped().replaceAll('"', '')}" src="https://t.example/${encodeURIComponent(words())}" width=80>${escaped()}`
  }
  const block = (depth: number): string => {
    const kind = Math.floor(random() * 7)
    if (depth > 3 || kind < 2) return `<p>${inline(0)}</p>`
    if (kind === 2) return `<blockquote>${block(depth + 1)}${block(depth + 1)}</blockquote>`
    if (kind === 3) return `<ol><li>${inline(0)}</li><li>${block(depth + 1)}</li></ol>`
    if (kind === 4) return `<table><tr><th>${inline(0)}</th><td>${escaped()}</td></tr><tr><td>1</td><td>${inline(0)}</td></tr></table>`
    if (kind === 5) return `<pre>${escaped()}\n  ${escaped()}</pre>`
    return `<h2>${inline(0)}</h2><hr>`
  }
  const subject = random() < 0.5 ? words() : null
  if (random() < 0.3) {
    const lines = Array.from({ length: 6 }, () => `${'> '.repeat(Math.floor(random() * 3))}${words()}${random() < 0.2 ? '\n' : ''}`)
    return stored(bodyFromText(lines.join('\n')), subject)
  }
  return stored(bodyFromHtml(Array.from({ length: 1 + Math.floor(random() * 4) }, () => block(0)).join('')), subject)
}

/** As it comes back from the database. */
function stored(body: Body, subject: string | null): Maskable {
  return { body: JSON.parse(JSON.stringify(body)) as Body, subject }
}

function pick<T>(random: () => number, of: readonly T[]): T {
  return of[Math.floor(random() * of.length)] as T
}

function countOf(text: string, words: string): number {
  return text.split(words).length - 1
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

it('previews are made of what is left', () => {
  const mail = textMail('4111 1111 is my card')
  expect(previewOf(withMasks(mail, mask(mail, [], 1, 0, 9)).body)).toBe('********* is my card')
})
