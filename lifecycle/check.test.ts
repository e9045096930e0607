import { describe, expect, it } from 'vitest'
import { check, type Finding, type FindingCode, findingCodes } from './check.ts'
import { lamp, word } from './test-lifecycles.ts'
import type { Guard, Lifecycle, Transition } from './types.ts'

const there = { on: 'resolve', from: ['off'], to: 'on', by: ['agent'] } as const
const back = { on: 'reopen', from: ['on'], to: 'off', by: ['agent'] } as const
const sound = [there, back]
const dim = { category: 'open', colour: 'amber', label: word('Dim') } as const
const { off, on } = lamp({}).statuses as Record<'off' | 'on', Lifecycle['statuses'][string]>

/** A lifecycle with one fault, and what must be said of it. */
interface Case {
  readonly lifecycle: Lifecycle
  readonly found: Partial<Finding>
}

const eight: Guard[] = [
  'assignee_online',
  'last_assignee_online',
  'agent_available',
  'has_assignee',
  'survey_submitted',
  'customer_wrote_last',
  'confirmed',
  'setting_return_after_time',
]

const cases: Record<FindingCode, Case> = {
  unknown_status: {
    lifecycle: lamp({ transitions: [...sound, { on: 'hold', from: ['dim'], to: 'on', by: ['agent'] }] }),
    found: { severity: 'error', row: 2 },
  },
  unknown_reference: {
    lifecycle: lamp({ transitions: [...sound, { ...there, on: 'hold', does: ['explode'] } as unknown as Transition] }),
    found: { severity: 'error', row: 2 },
  },
  unknown_then: {
    lifecycle: lamp({ transitions: [{ ...there, then: 'assignee_left' }, back] }),
    found: { severity: 'error', row: 0, status: 'on' },
  },
  unreachable_status: {
    lifecycle: lamp({ statuses: { off, on, dim }, transitions: [...sound, { on: 'reopen', from: ['dim'], to: 'off', by: ['agent'] }] }),
    found: { severity: 'error', status: 'dim', path: [] },
  },
  dead_end: {
    lifecycle: lamp({ transitions: [there, { on: 'merged_away', from: ['on'], to: 'off', by: ['system'] }] }),
    found: {
      severity: 'error',
      status: 'on',
      path: [
        { event: 'created', by: 'customer', to: 'off' },
        { event: 'resolve', by: 'agent', to: 'on' },
      ],
    },
  },
  final_with_way_out: {
    lifecycle: lamp({ statuses: { off, on: { ...on, final: true } as typeof on }, transitions: sound }),
    found: { severity: 'warning', status: 'on' },
  },
  only_customers_lead_out: {
    lifecycle: lamp({ transitions: [there, { ...back, on: 'customer_replied', by: ['customer'] }] }),
    found: { severity: 'warning', status: 'on' },
  },
  no_staff_path_to_closed: {
    lifecycle: lamp({
      statuses: { off, on: { ...on, category: 'closed' } as typeof on },
      transitions: [{ ...there, by: ['system'] }, back],
    }),
    found: { severity: 'info', status: 'off' },
  },
  row_never_wins: {
    lifecycle: lamp({ transitions: [...sound, { ...there, when: ['confirmed'] }] }),
    found: { severity: 'error', row: 2, status: 'off' },
  },
  row_hidden_here: {
    lifecycle: lamp({ transitions: [...sound, { ...there, by: ['agent', 'admin'], when: ['confirmed'] }] }),
    found: { severity: 'warning', row: 2 },
  },
  rows_of_equal_guards: {
    lifecycle: lamp({
      transitions: [back, { ...there, when: ['confirmed', '!has_assignee'] }, { ...there, when: ['!has_assignee', 'confirmed'] }],
    }),
    found: { severity: 'error', row: 2 },
  },
  uncovered_guards: {
    lifecycle: lamp({ transitions: [{ ...there, when: ['confirmed'] }, back] }),
    found: { severity: 'info', row: 0, status: 'off' },
  },
  too_many_guards: {
    lifecycle: lamp({ transitions: [{ ...there, when: [...eight, 'setting_return_on_customer_message'] }, back] }),
    found: { severity: 'error', row: 0 },
  },
  timer_never_fires: {
    lifecycle: lamp({ transitions: [{ ...there, does: [{ setTimer: 'idle', after: 'idleMinutes' }] }, back] }),
    found: { severity: 'error', row: 0, status: 'on' },
  },
  timer_never_armed: {
    lifecycle: lamp({ transitions: [...sound, { on: 'idle_due', from: ['on'], to: 'off', by: ['system'] }] }),
    found: { severity: 'error', row: 2, status: 'on' },
  },
  timer_without_duration: {
    lifecycle: lamp({
      statuses: { off, on: { ...on, entering: [{ setTimer: 'closure' }] } as typeof on },
      transitions: [...sound, { on: 'closure_due', from: ['on'], to: 'off', by: ['system'] }],
    }),
    found: { severity: 'error', row: 0, status: 'on' },
  },
  loop: {
    lifecycle: lamp({
      transitions: [
        { ...there, then: 'assignee_left' },
        { on: 'assignee_left', from: ['on'], to: 'off', by: ['system'], then: 'idle_due' },
        { on: 'idle_due', from: ['off'], to: 'on', by: ['system'], then: 'assignee_left' },
      ],
    }),
    found: { severity: 'error' },
  },
}

describe('each fault is found, at its place and by its code', () => {
  it.each(findingCodes)('%s', (code) => {
    const { lifecycle, found } = cases[code]
    const findings = check(lifecycle)
    expect(findings.filter((finding) => finding.code === code)).toEqual([
      expect.objectContaining({ ...found, code, message: expect.any(String) }),
    ])
  })
})

const codesOf = (lifecycle: Lifecycle) => check(lifecycle).map((finding) => finding.code)

it('finds nothing but information in a sound lifecycle', () => {
  expect(new Set(codesOf(lamp({ transitions: sound })))).toEqual(new Set(['no_staff_path_to_closed']))
})

it('does not call a status final by accident a dead end', () => {
  expect(codesOf(lamp({ statuses: { off, on: { ...on, final: true } as typeof on }, transitions: [there] }))).not.toContain('dead_end')
})

it('tries eight facts, and not nine', () => {
  expect(codesOf(lamp({ transitions: [{ ...there, when: eight }, back] }))).not.toContain('too_many_guards')
})

it('finds a row whose guards contradict each other, and does not count where it would lead', () => {
  const codes = codesOf(lamp({ transitions: [{ ...there, when: ['confirmed', '!confirmed'] }, back] }))
  expect(codes).toEqual(expect.arrayContaining(['row_never_wins', 'unreachable_status', 'dead_end']))
})

it('finds a row covered by two others together', () => {
  const rows = [{ ...there, when: ['confirmed'] }, { ...there, when: ['!confirmed'] }, there, back] as const
  expect(check(lamp({ transitions: rows })).filter((finding) => finding.code === 'row_never_wins')).toMatchObject([{ row: 2 }])
})

it('follows a timer through statuses that keep it', () => {
  const rows = [
    { ...there, does: [{ setTimer: 'idle', after: 'idleMinutes' }] },
    back,
    { on: 'idle_due', from: ['off'], to: 'on', by: ['system'] },
  ] as const
  expect(codesOf(lamp({ transitions: rows }))).not.toContain('timer_never_fires')

  const cleared = lamp({ statuses: { off, on: { ...on, leaving: [{ clearTimer: 'idle' }] } as typeof on }, transitions: rows })
  expect(codesOf(cleared)).toEqual(expect.arrayContaining(['timer_never_fires', 'timer_never_armed']))
})

it('sees no loop where the guards of the circle cannot hold together, nor where a timer delays it', () => {
  const chain = (when: readonly Guard[]) =>
    lamp({
      transitions: [
        { ...there, then: 'assignee_left' },
        { on: 'assignee_left', from: ['on'], to: 'off', by: ['system'], when: ['confirmed'], then: 'idle_due' },
        { on: 'idle_due', from: ['off'], to: 'on', by: ['system'], when, then: 'assignee_left' },
      ],
    })
  expect(codesOf(chain(['confirmed']))).toContain('loop')
  expect(codesOf(chain(['!confirmed']))).not.toContain('loop')

  const delayed = lamp({
    statuses: {
      off: { ...off, entering: [{ setTimer: 'idle', after: 'idleMinutes' }] } as typeof off,
      on: { ...on, entering: [{ setTimer: 'return', after: 'returnMinutes' }] } as typeof on,
    },
    transitions: [
      { on: 'idle_due', from: ['off'], to: 'on', by: ['system'] },
      { on: 'return_due', from: ['on'], to: 'off', by: ['system'] },
    ],
  })
  expect(codesOf(delayed)).not.toContain('loop')
})

it('finds a timer without delay that fires itself for ever', () => {
  const instant = lamp({
    transitions: [there, back, { on: 'closure_due', from: ['on'], to: 'stay', by: ['system'], does: [{ setTimer: 'closure' }] }],
  })
  expect(codesOf(instant)).toEqual(expect.arrayContaining(['loop', 'timer_without_duration']))
})

it('names every fault of one lifecycle, errors first', () => {
  const severities = check(lamp({ transitions: [there, { ...there, when: ['confirmed'] }] })).map((finding) => finding.severity)
  expect(severities).toEqual(
    [...severities].sort((a, b) => ['error', 'warning', 'info'].indexOf(a) - ['error', 'warning', 'info'].indexOf(b)),
  )
  expect(severities.filter((severity) => severity === 'error').length).toBeGreaterThan(1)
})
