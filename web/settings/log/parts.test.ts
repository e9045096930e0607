import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

const label = (key: string) => (key === 'acknowledgement' ? 'Confirmation mail' : key)
const mail = (text: string, languages?: Record<string, string>) => ({
  subject: '',
  text,
  ...(languages
    ? { languages: Object.fromEntries(Object.entries(languages).map(([key, words]) => [key, { subject: '', text: words }])) }
    : {}),
})
const changed = (now: unknown, before: unknown) =>
  partsOf({ acknowledgement: now }, { acknowledgement: before }, label).map((part) => [part.label, part.value, part.former?.value])

test('of a mail only the languages are told that are others now, each for itself', () => {
  const before = mail('Thank you.', { ja: 'ありがとうございます。', ko: '감사합니다.' })
  expect(changed(mail('Thank you.', { ja: '受け付けました。', ko: '감사합니다.' }), before)).toEqual([
    ['Confirmation mail (Japanese)', { subject: '', text: '受け付けました。' }, { subject: '', text: 'ありがとうございます。' }],
  ])
  expect(changed(mail('Thanks.', { ko: '감사합니다.' }), before)).toEqual([
    ['Confirmation mail', { subject: '', text: 'Thanks.' }, { subject: '', text: 'Thank you.' }],
    ['Confirmation mail (Japanese)', null, { subject: '', text: 'ありがとうございます。' }],
  ])
  expect(changed(before, mail('Thank you.'))).toMatchObject([
    ['Confirmation mail (Japanese)', { text: 'ありがとうございます。' }, null],
    ['Confirmation mail (Korean)', { text: '감사합니다.' }, null],
  ])
})

test('everything else is one part, and what it was before is told where it is known', () => {
  expect(partsOf({ name: 'Care', host: 'desk.example' }, { name: 'Shop' }, label)).toEqual([
    { key: 'name', label: 'name', value: 'Care', former: { value: 'Shop' } },
    { key: 'host', label: 'host', value: 'desk.example', former: null },
  ])
})
