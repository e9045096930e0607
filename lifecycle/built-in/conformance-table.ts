import { describe, expect, it } from 'vitest'
import { decide } from '../decide.ts'
import {
  type ActorKind,
  actorKinds,
  type Decision,
  type EventType,
  eventTypes,
  type Facts,
  type GuardName,
  type Lifecycle,
  type RefusalReason,
  type Step,
  verbs,
} from '../types.ts'

/** One sentence of a source: in these statuses, when these people do this, that happens. */
export interface Entry {
  /** The requirement it comes from, and where it helps, why. */
  readonly id: string
  /** Statuses, apart by spaces; `any`; `any but …`; `nothing` before the ticket exists. */
  readonly from: string
  /** Actors, apart by spaces. */
  readonly who: string
  readonly on: EventType
  /** For `status_set`: the statuses asked for, apart by spaces. Default: `to`. */
  readonly asked?: string
  /** Facts it depends on; all others must not matter. */
  readonly facts?: Facts
  /** Where it leads; `same` for no change. Statuses passed on the way come first: `active pending`. */
  readonly to?: string
  readonly refused?: RefusalReason
  readonly followUp?: boolean
  /** Effects that must be there, timers as `set idle` and `clear idle`, lines as `line went_idle`. */
  readonly does?: readonly string[]
  /** Effects that must not be there. */
  readonly not?: readonly string[]
}

const mails = ['resolution_mail', 'hold_mail']

/**
 * Compares a lifecycle with a table, both ways: every entry must hold, and every combination of status, event, actor, status asked for
 * and facts that no entry speaks of must be refused, if it is a verb, or change nothing.
 */
export function conforms(lifecycle: Lifecycle, table: readonly Entry[]): void {
  const statuses = Object.keys(lifecycle.statuses)
  const expanded = table.map((entry) => ({
    entry,
    froms: statusesOf(entry.from, statuses),
    who: entry.who.split(' '),
    asked: askedOf(entry),
    met: 0,
  }))
  const facts = [...new Set(table.flatMap((entry) => Object.keys(entry.facts ?? {})))] as GuardName[]

  function answers(of: Situation) {
    return expanded.filter(
      ({ entry, froms, who, asked }) =>
        entry.on === of.event &&
        froms.includes(of.from) &&
        who.includes(of.actor) &&
        (of.asked === undefined || asked.includes(of.asked)) &&
        Object.entries(entry.facts ?? {}).every(([fact, holds]) => (of.facts[fact as GuardName] ?? false) === holds),
    )
  }

  describe(`${lifecycle.key}, row by row`, () => {
    for (const { entry, froms, who, asked } of expanded) {
      it(`${entry.id}: ${entry.on} by ${entry.who} in ${entry.from}${factsText(entry)} ${outcomeText(entry)}`, () => {
        let tried = 0
        for (const situation of situations(lifecycle, facts)) {
          if (situation.event !== entry.on || !froms.includes(situation.from) || !who.includes(situation.actor)) continue
          if (situation.asked !== undefined && !asked.includes(situation.asked)) continue
          const found = answers(situation)
          if (!found.some((one) => one.entry === entry)) continue
          expect(
            found.map((one) => one.entry.id),
            `two entries answer ${JSON.stringify(situation)}`,
          ).toEqual([entry.id])
          expectEntry(entry, situation, decideIn(lifecycle, situation))
          tried++
        }
        expect(tried).toBeGreaterThan(0)
      })
    }

    it('does nothing that the table does not name', () => {
      let tried = 0
      for (const situation of situations(lifecycle, facts)) {
        if (answers(situation).length > 0) continue
        expectNothing(situation, decideIn(lifecycle, situation))
        tried++
      }
      expect(tried).toBeGreaterThan(100)
    })
  })
}

interface Situation {
  /** null before the ticket exists. */
  readonly from: string | null
  readonly event: EventType
  readonly actor: ActorKind
  readonly asked?: string
  readonly facts: Facts
}

function* situations(lifecycle: Lifecycle, facts: readonly GuardName[]): Generator<Situation> {
  const statuses = Object.keys(lifecycle.statuses)
  for (const event of eventTypes) {
    const starts = event === 'created' || event === 'agent_wrote_first'
    for (const from of starts ? [null] : statuses) {
      for (const asked of event === 'status_set' ? statuses.filter((key) => key !== from) : [undefined]) {
        for (const actor of actorKinds) {
          for (let bits = 0; bits < 2 ** facts.length; bits++) {
            yield { from, event, actor, asked, facts: Object.fromEntries(facts.map((fact, at) => [fact, (bits & (1 << at)) !== 0])) }
          }
        }
      }
    }
  }
}

function decideIn(lifecycle: Lifecycle, { from, event, actor, asked, facts }: Situation): Decision {
  return decide(lifecycle, { status: from }, { type: event, actor, to: asked }, facts)
}

function expectEntry(entry: Entry, situation: Situation, decision: Decision): void {
  const about = JSON.stringify({ situation, decision })
  if (entry.refused) {
    expect(decision, about).toMatchObject({ ok: false, reason: entry.refused })
    expect(!decision.ok && decision.followUp === true, about).toBe(entry.followUp === true)
    return
  }
  if (!decision.ok) return expect.fail(`refused: ${about}`)
  const way = entry.to === 'same' ? [situation.from] : (entry.to ?? '').split(' ')
  expect(
    decision.steps.map((step) => step.to),
    about,
  ).toEqual(way)
  expect(decision.to, about).toBe(way.at(-1))
  const effects = decision.steps.flatMap(wordsOf)
  for (const effect of entry.does ?? []) expect(effects, about).toContain(effect)
  for (const effect of entry.not ?? []) expect(effects, about).not.toContain(effect)
  const sent = effects.filter((effect) => mails.includes(effect))
  expect(sent, `mails: ${about}`).toEqual(mails.filter((mail) => entry.does?.includes(mail)))
}

function expectNothing(situation: Situation, decision: Decision): void {
  const about = JSON.stringify({ situation, decision })
  if (verbs.some((verb) => verb === situation.event)) {
    expect(decision.ok, about).toBe(false)
    if (!decision.ok) expect(['not_offered', 'wrong_actor', 'final_status'], about).toContain(decision.reason)
    return
  }
  if (!decision.ok) return expect.fail(`refused: ${about}`)
  const replied = situation.event === 'agent_replied' && (situation.actor === 'agent' || situation.actor === 'admin')
  expect(decision.steps, about).toHaveLength(1)
  expect(decision.steps.flatMap(wordsOf), about).toEqual(replied ? ['stamp_first_response'] : [])
  if (situation.from !== null) expect(decision.to, about).toBe(situation.from)
}

export function wordsOf(step: Step): string[] {
  const effects = step.effects.map((effect) => (typeof effect === 'string' ? effect : `line ${effect.systemLine}`))
  return [...effects, ...step.timers.map((timer) => `${timer.set ? 'set' : 'clear'} ${timer.kind}`)]
}

function statusesOf(words: string, all: readonly string[]): (string | null)[] {
  if (words === 'nothing') return [null]
  if (words === 'any') return [...all]
  const named = words.replace('any but ', '').split(' ')
  const unknown = named.find((key) => !all.includes(key))
  if (unknown !== undefined) throw new Error(`the table names “${unknown}”, which is no status`)
  return words.startsWith('any but ') ? all.filter((key) => !named.includes(key)) : named
}

function askedOf(entry: Entry): string[] {
  return (entry.asked ?? entry.to ?? '').split(' ')
}

function factsText({ facts }: Entry): string {
  const words = Object.entries(facts ?? {}).map(([fact, holds]) => (holds ? fact : `not ${fact}`))
  return words.length === 0 ? '' : ` when ${words.join(' and ')}`
}

function outcomeText({ to, refused, asked }: Entry): string {
  const wish = asked === undefined ? '' : `(asked: ${asked}) `
  return `${wish}→ ${refused === undefined ? to : `refused, ${refused}`}`
}
