import { expect, test } from 'vitest'
import type { ServiceLevel } from '../../client/types.ts'
import { leftAt, span, stateAt } from './sla-state.ts'

const at = (clock: string) => Date.parse(`2026-03-02T${clock}Z`)
const iso = (clock: string) => new Date(at(clock)).toISOString()
const sla: ServiceLevel = {
  state: 'on_track',
  policy: { id: '1', name: 'Standard' },
  firstResponse: null,
  resolution: { dueAt: iso('18:00:00'), pausedAt: null, left: 4 * 3600, metAt: null },
  warnAt: iso('16:00:00'),
  asOf: iso('10:00:00'),
  open: true,
  changesAt: iso('12:00:00'),
}

test('the state goes on by itself at the moments the server named', () => {
  expect(['15:59:59', '16:00:00', '17:59:59', '18:00:00'].map((clock) => stateAt(sla, at(clock)))).toEqual([
    'on_track',
    'warning',
    'warning',
    'breached',
  ])
})

test('what is left counts down while it is open and stands when it closes', () => {
  expect(['10:00:00', '11:00:00', '12:00:00', '13:00:00'].map((clock) => leftAt(sla, at(clock)))).toEqual([14_400, 10_800, 7_200, 7_200])
  const closed = { ...sla, open: false }
  expect(['11:00:00', '13:00:00'].map((clock) => leftAt(closed, at(clock)))).toEqual([14_400, 10_800])
})

test('paused or met, nothing moves', () => {
  const paused = { ...sla, warnAt: null, resolution: { dueAt: null, pausedAt: iso('10:00:00'), left: 600, metAt: null } }
  expect([leftAt(paused, at('23:00:00')), stateAt(paused, at('23:00:00'))]).toEqual([600, 'on_track'])
})

test('seconds are counted at the end only', () => {
  expect([span(7_859), span(125), span(119.6), span(-61)]).toEqual(['2 h 10 m', '2 m', '1 m 59 s', '1 m 1 s'])
})
