import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aroundTheClock, businessClock, type Hours } from '../hours/index.ts'
import { advance, begin, type Course, courseOf, type Phase, stateAt, type Terms, type Turn, usedAt } from './course.ts'

const hour = 3_600_000
const t = (text: string) => Date.parse(text)
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const nine = [{ from: '09:00', to: '17:00' }]
const office: Hours = {
  zone: 'Europe/Berlin',
  week: { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine, saturday: [], sunday: [] },
  holidays: [],
}
const business = businessClock(office)
const both = (clock = aroundTheClock): Terms => ({ firstResponseMs: hour, resolutionMs: 8 * hour, clock })
const start = t('2026-03-26T08:00:00Z')

test('three quarters of the resolution time is the warning, all of it the breach, to the millisecond (A2)', () => {
  const course = begin({ ...both(), firstResponseMs: null }, start, 'running', null)
  const stateAfter = (hours: number, ms = 0) => stateAt(course, start + hours * hour + ms)
  expect([stateAfter(6, -1), stateAfter(6), stateAfter(8, -1), stateAfter(8)]).toEqual(['on_track', 'warning', 'warning', 'breached'])
})

test('a missed first response is a warning, also after it came, and never a breach by itself (A2)', () => {
  const terms = { ...both(), resolutionMs: null }
  const course = begin(terms, start, 'running', null)
  expect([stateAt(course, start + hour - 1), stateAt(course, start + hour), stateAt(course, start + 900 * hour)]).toEqual([
    'on_track',
    'warning',
    'warning',
  ])
  const late = advance(terms, course, { from: 'running', to: 'running', at: start + 2 * hour, firstResponseAt: start + 2 * hour })
  expect([stateAt(late, start + 3 * hour), late.nextDueAt]).toEqual(['warning', null])
  const intime = advance(terms, course, { from: 'running', to: 'running', at: start + hour, firstResponseAt: start + hour })
  expect([stateAt(intime, start + 3 * hour), iso(intime.firstDueAt)]).toEqual(['on_track', iso(start + hour)])
})

test('the next thing due is the first response until it is given, then the resolution', () => {
  const course = begin(both(), start, 'running', null)
  expect(course.nextDueAt).toBe(start + hour)
  const answered = advance(both(), course, { from: 'running', to: 'running', at: start + 1000, firstResponseAt: start + 1000 })
  expect([answered.nextDueAt, answered.warnAt]).toEqual([start + 8 * hour, start + 6 * hour])
})

interface Told {
  readonly at: string
  readonly phase: Phase
}

const paths: [string, Terms, Told[], string | null, Record<string, string | number | null>][] = [
  [
    'an hour of waiting moves everything by an hour',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T08:30:00Z', phase: 'waiting' },
      { at: '2026-03-26T09:30:00Z', phase: 'running' },
    ],
    null,
    { first: '2026-03-26T10:00:00.000Z', warn: '2026-03-26T10:00:00.000Z', due: '2026-03-26T17:00:00.000Z' },
  ],
  [
    'while it waits nothing is due, and what was used is kept',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T08:30:00Z', phase: 'waiting' },
    ],
    null,
    { first: null, warn: null, due: null, next: null, used: hour / 2 },
  ],
  [
    'who was late stays late while waiting',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T10:00:00Z', phase: 'waiting' },
    ],
    '2026-03-26T10:00:00Z',
    { first: '2026-03-26T09:00:00.000Z', warn: '2026-03-26T09:00:00.000Z', due: null },
  ],
  [
    'a breach stays one, whatever pauses afterwards',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T20:00:00Z', phase: 'waiting' },
      { at: '2026-03-27T20:00:00Z', phase: 'ended' },
    ],
    '2026-03-26T08:10:00Z',
    { due: '2026-03-26T16:00:00.000Z', warn: '2026-03-26T14:00:00.000Z', next: null, used: 12 * hour },
  ],
  [
    'resolved in time after the warning it is on track again',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T15:00:00Z', phase: 'ended' },
    ],
    '2026-03-26T08:10:00Z',
    { due: null, warn: null, used: 7 * hour },
  ],
  [
    'the time it lay resolved does not count when it is opened again',
    both(),
    [
      { at: '2026-03-26T08:00:00Z', phase: 'running' },
      { at: '2026-03-26T15:00:00Z', phase: 'ended' },
      { at: '2026-04-26T15:00:00Z', phase: 'running' },
    ],
    '2026-03-26T08:10:00Z',
    { due: '2026-04-26T16:00:00.000Z', warn: '2026-04-26T15:00:00.000Z' },
  ],
  [
    'business hours pass over the night and a weekend in which the clock is changed',
    both(business),
    [{ at: '2026-03-27T14:00:00Z', phase: 'running' }],
    '2026-03-27T14:30:00Z',
    { first: '2026-03-27T15:00:00.000Z', warn: '2026-03-30T11:00:00.000Z', due: '2026-03-30T13:00:00.000Z' },
  ],
  [
    'waiting over a closed night costs nothing',
    both(business),
    [
      { at: '2026-03-26T12:00:00Z', phase: 'running' },
      { at: '2026-03-26T16:00:00Z', phase: 'waiting' },
      { at: '2026-03-27T08:00:00Z', phase: 'running' },
    ],
    '2026-03-26T12:30:00Z',
    // Four of eight hours were used by five; from nine (eight here) on the other four.
    { due: '2026-03-27T12:00:00.000Z' },
  ],
]

test.each(paths)('%s (A2)', (_title, terms, told, answered, wanted) => {
  const turns = told.map(({ at, phase }) => ({ at: t(at), phase }))
  const { course } = courseOf(terms, turns, answered === null ? null : t(answered))
  const seen: Record<string, string | number | null> = {
    first: iso(course.firstDueAt),
    warn: iso(course.warnAt),
    due: iso(course.dueAt),
    next: iso(course.nextDueAt),
    used: course.usedMs,
  }
  expect(Object.fromEntries(Object.keys(wanted).map((key) => [key, seen[key]]))).toEqual(wanted)
})

test('another priority is counted from the original start, without the time that was waited (A2)', () => {
  const turns: Turn[] = [
    { at: start, phase: 'running' },
    { at: start + hour, phase: 'waiting' },
    { at: start + 5 * hour, phase: 'running' },
  ]
  const urgent = { firstResponseMs: hour / 2, resolutionMs: 2 * hour, clock: aroundTheClock }
  const { course } = courseOf(urgent, turns, null)
  expect([course.firstDueAt, course.dueAt]).toEqual([start + hour / 2, start + 6 * hour])
})

const phases = fc.constantFrom<Phase>('running', 'waiting', 'ended')
const step = fc.record({ phase: phases, after: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 30 * hour })) })

test('kept from change to change or counted anew from the log, a course is the same; it is never ahead of its time', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 8 }),
      fc.option(fc.integer({ min: 0, max: 60 * hour }), { nil: null }),
      fc.constantFrom(aroundTheClock, business),
      fc.integer({ min: 1, max: 40 }),
      (steps, response, clock, hours) => {
        const terms: Terms = { firstResponseMs: hour, resolutionMs: hours * hour, clock }
        const turns: Turn[] = [{ at: start, phase: 'running' }]
        for (const { phase, after } of steps) turns.push({ at: (turns.at(-1)?.at ?? start) + after, phase })
        const end = turns.at(-1)?.at ?? start
        const firstResponseAt = response !== null && start + response <= end ? start + response : null
        const { course, phase } = courseOf(terms, turns, firstResponseAt)
        expect({ ...kept(terms, turns, firstResponseAt), nextDueAt: null }).toEqual({ ...course, nextDueAt: null })
        for (const at of [course.warnAt, course.dueAt]) if (at !== null && phase !== 'running') expect(at).toBeLessThanOrEqual(end)
        if (course.dueAt !== null && course.dueAt > end) expect(usedAt(terms, course, 'running', course.dueAt)).toBe(terms.resolutionMs)
        if (course.dueAt === null) expect(course.usedMs).toBeLessThanOrEqual(terms.resolutionMs ?? 0)
        expect(course.usedMs).toBe(runningTime(terms, turns, course.since))
      },
    ),
    { numRuns: 500 },
  )
})

/** As the door does it: one change at a time, the response and a status of the same moment at once. */
function kept(terms: Terms, turns: readonly Turn[], firstResponseAt: number | null): Course {
  let phase: Phase = turns.findLast((turn) => turn.at === start)?.phase ?? 'running'
  let course = begin(terms, start, phase, firstResponseAt === start ? start : null)
  let answered = firstResponseAt === start
  const moments = [...new Set([...turns.slice(1).map(({ at }) => at), ...(firstResponseAt === null ? [] : [firstResponseAt])])].sort(
    (a, b) => a - b,
  )
  for (const at of moments) {
    const to: Phase = turns.findLast((turn) => turn.at === at)?.phase ?? phase
    const given = firstResponseAt !== null && firstResponseAt <= at
    if (to === phase && given === answered) continue
    course = advance(terms, course, { from: phase, to, at, firstResponseAt: given ? firstResponseAt : null })
    phase = to
    answered = given
  }
  return course
}

function runningTime({ clock }: Terms, turns: readonly Turn[], until: number): number {
  return turns.reduce((sum, { at, phase }, n) => {
    const end = Math.min(turns[n + 1]?.at ?? until, until)
    return phase === 'running' && end > at ? sum + clock.measure(at, end) : sum
  }, 0)
}
