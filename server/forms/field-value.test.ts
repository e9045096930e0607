import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkFields } from './check-fields.ts'
import { readValue, sayValue } from './field-value.ts'
import { type FieldContent, type Form, type FormField, type FormFieldKind, fieldKinds } from './form.ts'

let next = 1
const field = (kind: FormFieldKind, more: Partial<FormField> = {}): FormField => ({
  id: next++,
  name: { en: kind },
  retired: false,
  version: 1,
  kind,
  help: null,
  options: kind.startsWith('choice')
    ? [
        { key: 'basic', name: { en: 'Basic' } },
        { key: 'pro', name: { en: 'Pro' } },
        { key: 'old', name: { en: 'Old' }, retired: true },
      ]
    : [],
  required: false,
  readOnly: false,
  inquiryTypes: [],
  ...more,
})

const good: [FormFieldKind, unknown, unknown][] = [
  ['text', '  Kimchi 김치 ', 'Kimchi 김치'],
  ['long_text', 'One\nTwo', 'One\nTwo'],
  ['number', -1.5, -1.5],
  ['number', 0, 0],
  ['date', '2028-02-29', '2028-02-29'],
  ['choice', 'pro', 'pro'],
  ['choices', ['pro', 'basic', 'pro'], ['basic', 'pro']],
  ['checkbox', true, true],
  ['checkbox', false, null],
  ['mail', 'Yuki@Customer.Example', 'yuki@customer.example'],
  ['phone', '+82 2-1234-5678 x12', '+82 2-1234-5678 x12'],
  ['text', '   ', null],
  ['choices', [], null],
  ['number', null, null],
]
test.each(good)('%s takes %j as %j', (kind, input, value) => {
  expect(readValue(field(kind), input, undefined)).toEqual({ ok: true, value })
})

const bad: [FormFieldKind, unknown][] = [
  ['text', 'a\r\nBcc: x@y.example'],
  ['text', 'x'.repeat(501)],
  ['text', 7],
  ['long_text', 'x'.repeat(10_001)],
  ['number', '7'],
  ['number', 1e300],
  ['date', '2026-02-29'],
  ['date', '0000-01-01'],
  ['date', '31.01.2026'],
  ['choice', 'gold'],
  ['choice', 'old'],
  ['choice', ['pro']],
  ['choices', 'pro'],
  ['choices', ['pro', 'gold']],
  ['choices', ['pro', 'pro', 'pro', 'pro']],
  ['checkbox', 'yes'],
  ['mail', 'yuki at home'],
  ['mail', `${'a'.repeat(250)}@b.example`],
  ['phone', 'call me'],
  ['phone', '12'],
]
test.each(bad)('%s does not take %j', (kind, input) => {
  expect(readValue(field(kind), input, undefined)).toMatchObject({ ok: false })
})

it('no value of any shape breaks a field, and what it takes it takes again unchanged', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fieldKinds), fc.jsonValue({ maxDepth: 2 }), (kind, input) => {
      const one = field(kind)
      const read = readValue(one, input, undefined)
      if (read.ok && read.value !== null) expect(readValue(one, read.value, undefined)).toEqual(read)
    }),
    { numRuns: 2000 },
  )
})

it('an option that was retired may stay where it is held, and nowhere else', () => {
  expect(readValue(field('choice'), 'old', 'old')).toEqual({ ok: true, value: 'old' })
  expect(readValue(field('choices'), ['pro', 'old'], ['old'])).toEqual({ ok: true, value: ['pro', 'old'] })
})

it('the log says options by their names', () => {
  expect(sayValue(field('choices'), ['basic', 'old'])).toBe('Basic, Old')
  expect(sayValue(field('choice'), 'pro')).toBe('Pro')
  expect(sayValue(field('checkbox'), true)).toBe('yes')
  expect(sayValue(field('number'), undefined)).toBeNull()
})

describe('a form', () => {
  const email = field('mail', { required: true })
  const plan = field('choice', { inquiryTypes: [7], required: true })
  const source = field('text', { readOnly: true, required: true })
  const gone = field('text', { retired: true })
  const form: Form = { types: [], inquiryTypes: [], fields: [email, plan, source, gone], categories: [] }
  const at = (one: FieldContent & { id: number }) => `fields.${one.id}`
  const check = (given: Record<string, unknown>, more: Partial<Parameters<typeof checkFields>[1]> = {}) =>
    checkFields(form, { inquiryType: null, given, held: {}, byPerson: true, isNew: true, ...more })

  it('names everything that is wrong, each at its place', () => {
    const { problems } = check({ [email.id]: 'x', [plan.id]: 'pro', [source.id]: 'import', [gone.id]: 'x', 999: 1 })
    expect(problems.map(({ path }) => path).sort()).toEqual([at(email), at(plan), at(source), at(gone), 'fields.999'].sort())
  })

  it('asks of a new ticket everything that is required of its inquiry type, but not of people what they may not fill in', () => {
    expect(check({}).problems).toEqual([{ path: at(email), message: 'is missing' }])
    expect(check({}, { inquiryType: 7 }).problems.map(({ path }) => path)).toEqual([at(email), at(plan)])
    expect(check({}, { byPerson: false }).problems.map(({ path }) => path)).toEqual([at(email), at(source)])
  })

  it('asks later only about what is given, and keeps what is not shown', () => {
    const held = { [plan.id]: 'basic', [email.id]: 'a@b.example' }
    expect(check({}, { held, isNew: false })).toEqual({ values: held, problems: [] })
    expect(check({ [email.id]: null }, { held, isNew: false }).problems).toEqual([{ path: at(email), message: 'is missing' }])
    expect(check({ [email.id]: 'c@d.example' }, { held, isNew: false }).values).toEqual({ ...held, [email.id]: 'c@d.example' })
  })
})
