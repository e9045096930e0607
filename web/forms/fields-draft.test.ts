import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FieldsDraft, keepFields, keptFields, leftAfter, untouched } from './fields-draft.ts'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => vi.unstubAllGlobals())

const typed = (values: Record<string, string>): FieldsDraft => ({
  typed: values,
  before: Object.fromEntries(Object.keys(values).map((id) => [id, ''])),
})

test('what one person typed into the fields of a ticket is there after a reload, for them and that ticket alone', () => {
  keepFields('7', '12', typed({ serial: 'A-1' }))
  expect(keptFields('7', '12').typed).toEqual({ serial: 'A-1' })
  expect(keptFields('8', '12')).toEqual(untouched)
  expect(keptFields('7', '13')).toEqual(untouched)
})

test('nothing stays in the browser once nothing is unsaved', () => {
  keepFields('7', '12', typed({ serial: 'A-1' }))
  keepFields('7', '12', untouched)
  expect(kept.size).toBe(0)
})

test('what is kept and cannot be read is as if nothing was kept', () => {
  kept.set('statedesk.fields.7.12', '{')
  expect(keptFields('7', '12')).toEqual(untouched)
})

test('what was sent is done with; what was typed while it was being saved stays, against what was saved', () => {
  const sent = typed({ serial: 'A-1', shop: 'Kobe' })
  const now: FieldsDraft = { typed: { serial: 'A-12', shop: 'Kobe', colour: 'red' }, before: { serial: '', shop: '', colour: 'blue' } }
  expect(leftAfter(now, sent, { typed: { serial: 'A-1', shop: 'Kobe' }, inquiryType: null })).toEqual({
    typed: { serial: 'A-12', colour: 'red' },
    before: { serial: 'A-1', colour: 'blue' },
  })
})

test('an inquiry type chosen while another was being saved stays chosen', () => {
  const sent: FieldsDraft = { ...untouched, inquiryType: '1', inquiryTypeBefore: null }
  expect(leftAfter(sent, sent, { typed: {}, inquiryType: '1' })).toEqual(untouched)
  expect(leftAfter({ ...sent, inquiryType: '2' }, sent, { typed: {}, inquiryType: '1' })).toEqual({
    ...untouched,
    inquiryType: '2',
    inquiryTypeBefore: '1',
  })
})
