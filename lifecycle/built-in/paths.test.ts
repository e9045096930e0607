import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../check.ts'
import { decide } from '../decide.ts'
import { parseLifecycle } from '../parse-lifecycle.ts'
import { refusalMessage } from '../refusals.ts'
import {
  actorKinds,
  type Decision,
  type EventInput,
  eventTypes,
  type Facts,
  guards,
  type Lifecycle,
  type TimerKind,
  timerEvents,
} from '../types.ts'
import { builtInLifecycles } from './index.ts'

/** Something that happens: whatever it says, or, with a number, the row of that number among those the present status has. */
interface Happening {
  readonly anything: EventInput
  readonly row: number | null
  readonly facts: Facts
}

function happenings(lifecycle: Lifecycle): fc.Arbitrary<Happening> {
  return fc.record({
    anything: fc.record({
      type: fc.constantFrom(...eventTypes),
      actor: fc.constantFrom(...actorKinds),
      to: fc.constantFrom(...Object.keys(lifecycle.statuses)),
    }),
    row: fc.option(fc.nat(10_000)),
    facts: fc.record(Object.fromEntries(guards.map((guard) => [guard, fc.boolean()]))),
  })
}

function pathsOf(lifecycle: Lifecycle): fc.Arbitrary<Happening[]> {
  return fc.array(happenings(lifecycle), { minLength: 1, maxLength: 60, size: 'max' })
}

function eventOf(lifecycle: Lifecycle, status: string | null, { anything, row }: Happening): EventInput {
  if (row === null) return anything
  const here = lifecycle.transitions.filter((one) => (status === null ? one.from.length === 0 : one.from.includes(status)))
  const chosen = here[row % here.length]
  if (!chosen) return anything
  const actor = chosen.by[row % chosen.by.length] ?? 'system'
  return { type: chosen.on, actor, to: chosen.asked?.[row % chosen.asked.length] ?? chosen.to }
}

const kinds = Object.keys(timerEvents) as TimerKind[]

describe.each(Object.values(builtInLifecycles))('$key along random paths', (lifecycle) => {
  const answered = (kind: TimerKind) => lifecycle.transitions.filter((row) => row.on === timerEvents[kind]).flatMap((row) => row.from)
  const paths = pathsOf(lifecycle)

  it('never leaves its statuses, and a refusal changes nothing and can be explained', () => {
    const visited = new Set<string>()
    fc.assert(
      fc.property(paths, (path) => {
        let status: string | null = null
        for (const happening of path) {
          const { facts } = happening
          const event = eventOf(lifecycle, status, happening)
          const frozen = Object.freeze({ ...facts })
          const before: string | null = status
          const decision: Decision = decide(lifecycle, Object.freeze({ status }), event, frozen)
          expect(decide(lifecycle, { status }, event, frozen), 'the same question has the same answer').toEqual(decision)
          if (!decision.ok) {
            expect(decision.status).toBe(before)
            for (const lang of ['en', 'ja', 'ko'] as const) expect(refusalMessage(lifecycle, decision, lang)).toMatch(/\S.*[.。]$/)
            continue
          }
          expect(decision.from).toBe(before)
          expect(decision.steps.at(-1)?.to).toBe(decision.to)
          expect(Object.keys(lifecycle.statuses)).toContain(decision.to)
          decision.steps.reduce((from, step) => (expect(step.from).toBe(from), step.to), before)
          visited.add(decision.to)
          status = decision.to
        }
      }),
      { numRuns: 300 },
    )
    expect(visited).toEqual(new Set(Object.keys(lifecycle.statuses)))
  })

  it('keeps a timer only where something answers it', () => {
    fc.assert(
      fc.property(paths, (path) => {
        let status: string | null = null
        const armed = new Set<TimerKind>()
        for (const happening of path) {
          const { facts } = happening
          const event = eventOf(lifecycle, status, happening)
          const decision: Decision = decide(lifecycle, { status }, event, facts)
          if (!decision.ok) continue
          for (const timer of decision.steps.flatMap((step) => step.timers)) {
            if (timer.set) armed.add(timer.kind)
            else armed.delete(timer.kind)
          }
          status = decision.to
          for (const kind of kinds) if (armed.has(kind)) expect(answered(kind)).toContain(status)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('knows the resolution time exactly while the ticket is resolved or closed', () => {
    fc.assert(
      fc.property(paths, (path) => {
        let status: string | null = null
        let isStamped = false
        for (const happening of path) {
          const { facts } = happening
          const event = eventOf(lifecycle, status, happening)
          const decision: Decision = decide(lifecycle, { status }, event, facts)
          if (!decision.ok) continue
          for (const effect of decision.steps.flatMap((step) => step.effects)) {
            if (effect === 'stamp_resolved') isStamped = true
            if (effect === 'clear_resolved') isStamped = false
          }
          status = decision.to
          const category = lifecycle.statuses[status]?.category
          expect(isStamped).toBe(category === 'resolved' || category === 'closed')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('survives being written as JSON and read back', () => {
    expect(parseLifecycle(JSON.parse(JSON.stringify(lifecycle)))).toEqual({ ok: true, lifecycle })
  })

  it('has no faults', () => {
    expect(check(lifecycle).filter((finding) => finding.severity === 'error')).toEqual([])
  })

  it('has a different staff label for every status in every language', () => {
    for (const lang of ['en', 'ja', 'ko'] as const) {
      const labels = Object.values(lifecycle.statuses).map((status) => status.label[lang])
      expect(new Set(labels).size).toBe(labels.length)
    }
  })
})

it('shows what is known about live: proactive waits for the customer, and three statuses have no straight way to closed', () => {
  const found = check(builtInLifecycles['live'] as Lifecycle)
  const of = (code: string) => found.filter((finding) => finding.code === code).map((finding) => `${finding.severity} ${finding.status}`)
  expect(of('only_customers_lead_out')).toEqual(['warning proactive'])
  expect(of('no_staff_path_to_closed')).toEqual(['info pending', 'info proactive', 'info in_progress'])
})
