import { expect, test } from 'vitest'
import type { EventNames } from './event-names.ts'
import { english, eventSentence } from './event-sentences.ts'
import { japanese } from './event-sentences-ja.ts'
import { korean } from './event-sentences-ko.ts'

const names: EventNames = {
  who: 'Mina Kim 님',
  person: () => 'Joon',
  team: () => 'Billing',
  label: () => 'refund',
  ticket: () => 'TKT-0002',
  status: () => 'Status',
  item: () => 'Item',
}

test('every event has its sentence in each language', () => {
  expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort())
  expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort())
})

test.each(Object.keys(english))('%s reads as a sentence and names what English names', (type) => {
  const data = { agent: 1, team: 1, former: 1, from: 'high', to: 'urgent', label: 1, duplicate: 1, primary: 1, at: '2026-01-01T00:00:00Z' }
  const more = { until: '2026-01-01T00:00:00Z', dueAt: '2026-01-01T00:00:00Z', kind: 'reply', channel: 'mail', score: 4, why: 'time' }
  const said = (language: 'en' | 'ja' | 'ko') =>
    eventSentence(type, names, { ...data, ...more, reason: 'spam' }, { reason: 'late' }, language)
  const named = (text: string) =>
    ['Mina Kim', 'Joon', 'Billing', 'refund', 'TKT-0002', 'Item', '2026-01-01T00:00:00Z'].filter((name) => text.includes(name))
  expect(said('ja')).toMatch(/[ぁ-ん]/u)
  expect(said('ko')).toMatch(/[가-힣]/u)
  expect([named(said('ja')), named(said('ko'))]).toEqual([named(said('en')), named(said('en'))])
  for (const language of ['ja', 'ko'] as const) expect(said(language)).not.toMatch(/undefined|\bhigh\b|\burgent\b/)
})

test('Korean names take the particle their last sound asks for', () => {
  const who = (name: string) => eventSentence('ticket.held', { ...names, who: name }, {}, null, 'ko')
  expect(who('김민아')).toBe('김민아가 티켓을 보류했어요')
  expect(who('이준')).toBe('이준이 티켓을 보류했어요')
  expect(who('Statedesk')).toBe('Statedesk가 티켓을 보류했어요')
  expect(who('Ada')).toBe('Ada이(가) 티켓을 보류했어요')
})

test('an event nobody knows shows as its type', () => {
  expect(eventSentence('ticket.juggled', names, {}, null, 'ja')).toBe('ticket.juggled')
})
