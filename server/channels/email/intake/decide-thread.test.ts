import { expect, test } from 'vitest'
import { decideThread, type Standing, type ThreadFacts } from './decide-thread.ts'

const ticket = (standing: Standing, isPurged = false) => ({ id: 7, reference: 'TKT-0007', standing, isPurged })
const proven = (standing: Standing, isPurged = false) => ({ ...ticket(standing, isPurged), by: 'reply_address' as const })
const named = (standing: Standing, isPurged = false) => ({ ...ticket(standing, isPurged), by: 'subject' as const })

const table: [title: string, facts: Partial<ThreadFacts>, kind: string, ticketOrPossibly: number | null][] = [
  ['(a) token, participant, pass: a normal reply', { proven: proven('participant'), verdict: 'pass' }, 'reply', 7],
  ['(a) token, participant, none: a normal reply', { proven: proven('participant'), verdict: 'none' }, 'reply', 7],
  ['(b) token, participant, fail: unverified', { proven: proven('participant'), verdict: 'fail' }, 'unverified', 7],
  ['(c) token, stranger: pending, even with pass', { proven: proven('stranger'), verdict: 'pass' }, 'pending', 7],
  ['(c) token, nobody in From: pending', { proven: proven('stranger'), from: null }, 'pending', 7],
  ['(d) named, participant, pass: a normal reply', { named: named('participant'), verdict: 'pass' }, 'reply', 7],
  ['(e) named, participant, none: a new ticket that possibly belongs', { named: named('participant'), verdict: 'none' }, 'new', 7],
  ['(e) named, participant, fail: a new ticket that possibly belongs', { named: named('participant'), verdict: 'fail' }, 'new', 7],
  ['A2: named by a stranger: a new ticket and no word of the other', { named: named('stranger'), verdict: 'pass' }, 'new', null],
  ['A5: token of somebody who left: a linked new ticket', { proven: proven('former'), verdict: 'none' }, 'follow_up', 7],
  ['A5: token of somebody who left, forged: a new ticket that possibly belongs', { proven: proven('former'), verdict: 'fail' }, 'new', 7],
  ['A5: token of a purged ticket: a new ticket', { proven: proven('participant', true), verdict: 'pass' }, 'new', null],
  ['named, but purged: a new ticket', { named: named('participant', true), verdict: 'pass' }, 'new', null],
  ['nothing: a new ticket', {}, 'new', null],
]

test.each(table)('%s', (_title, facts, kind, id) => {
  const decision = decideThread({ from: 'carl@customer.example', verdict: 'none', proven: null, named: null, ...facts })
  expect(decision.kind).toBe(kind)
  expect(decision.kind === 'new' ? decision.possiblyOfId : decision.ticketId).toBe(id)
  if (id !== null) expect(decision.why).toContain('TKT-0007')
})
