import type { Found } from './check-moves.ts'
import { allHold, statusesAsked, testOf } from './compile.ts'
import { eventLabels } from './event-labels.ts'
import type { ActorKind, EventType, Facts, GuardName, Lifecycle } from './types.ts'

const maxFacts = 8

/** The rows tried for one event, from one status, by one actor, for one status asked for. */
interface Group {
  readonly event: EventType
  readonly from: string | undefined
  readonly actor: ActorKind
  readonly rows: number[]
}

interface Verdict {
  readonly tooMany: boolean
  readonly winners: ReadonlySet<number>
  readonly equal: readonly (readonly [number, number])[]
  readonly uncovered: Facts | null
}

/** Tries every truth assignment of the facts that a group of rows asks about. */
export function guardFindings(lifecycle: Lifecycle): { findings: Found[]; neverWins: ReadonlySet<number> } {
  const verdicts = new Map<string, Verdict>()
  const wins = new Set<number>()
  const undecided = new Set<number>()
  const losses = new Map<number, Group>()
  const findings = new Map<string, Found>()
  const report = (key: string, finding: Found) => findings.has(key) || findings.set(key, finding)

  for (const group of groupsOf(lifecycle)) {
    const rowsKey = group.rows.join()
    const verdict = verdicts.get(rowsKey) ?? judge(lifecycle, group.rows)
    verdicts.set(rowsKey, verdict)
    const where = { status: group.from, row: group.rows[0] }
    const action = `“${eventLabels[group.event].en}” by ${group.actor}${group.from === undefined ? '' : ` in “${lifecycle.statuses[group.from]?.label.en}”`}`

    if (verdict.tooMany) {
      for (const row of group.rows) undecided.add(row)
      report(`many ${rowsKey}`, {
        code: 'too_many_guards',
        severity: 'error',
        ...where,
        message: `${action} depends on more than ${maxFacts} facts; split it or use a trigger.`,
      })
      continue
    }
    for (const row of verdict.winners) wins.add(row)
    for (const [first, second] of verdict.equal) {
      undecided.add(second)
      report(`equal ${first} ${second}`, {
        code: 'rows_of_equal_guards',
        severity: 'error',
        status: group.from,
        row: second,
        message: `${action} has two rows with the same guards: ${first + 1} and ${second + 1}.`,
      })
    }
    for (const row of group.rows) if (!verdict.winners.has(row) && !losses.has(row)) losses.set(row, group)
    if (verdict.uncovered) {
      report(`uncovered ${rowsKey}`, {
        code: 'uncovered_guards',
        severity: 'info',
        ...where,
        message: `${action} has no row when ${spell(verdict.uncovered)}.`,
      })
    }
  }

  const neverWins = new Set([...losses.keys()].filter((row) => !wins.has(row)))
  for (const [row, group] of losses) {
    if (undecided.has(row)) continue
    const code = neverWins.has(row) ? 'row_never_wins' : 'row_hidden_here'
    const severity = neverWins.has(row) ? 'error' : 'warning'
    const here = neverWins.has(row)
      ? ''
      : ` for ${group.actor}${group.from === undefined ? '' : ` in “${lifecycle.statuses[group.from]?.label.en}”`}`
    report(`loss ${row}`, {
      code,
      severity,
      status: group.from,
      row,
      message: `Row ${row + 1} (${group.event}) can never win${here}: its guards contradict each other or rows above it always answer first.`,
    })
  }
  return { findings: [...findings.values()], neverWins }
}

function groupsOf(lifecycle: Lifecycle): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const [index, row] of lifecycle.transitions.entries()) {
    const starts: (string | undefined)[] = row.from.length === 0 ? [undefined] : [...row.from]
    const asked: (string | undefined)[] = row.on === 'status_set' ? [...statusesAsked(row)] : [undefined]
    for (const from of starts) {
      for (const actor of row.by) {
        for (const target of asked) {
          // Asking for the present status is answered before any row.
          if (target !== undefined && target === from) continue
          const key = `${row.on} ${from} ${actor} ${target}`
          const group = groups.get(key) ?? { event: row.on, from, actor, rows: [] }
          groups.set(key, group)
          group.rows.push(index)
        }
      }
    }
  }
  return groups.values()
}

function judge(lifecycle: Lifecycle, rows: readonly number[]): Verdict {
  const guardsOf = rows.map((row) => lifecycle.transitions[row]?.when ?? [])
  const tests = guardsOf.map((guards) => guards.map(testOf))
  const facts = [...new Set(tests.flat().map((test) => test.fact))]
  const equal = equalPairs(
    rows,
    guardsOf.map((guards) => [...new Set(guards)].sort().join()),
  )
  if (facts.length > maxFacts) return { tooMany: true, winners: new Set(), equal, uncovered: null }

  const winners = new Set<number>()
  let uncovered: Facts | null = null
  for (let bits = 0; bits < 2 ** facts.length; bits++) {
    const assignment: Facts = Object.fromEntries(facts.map((fact, at) => [fact, (bits & (1 << at)) !== 0]))
    const winner = rows[tests.findIndex((row) => allHold(row, assignment))]
    if (winner === undefined) uncovered ??= assignment
    else winners.add(winner)
  }
  return { tooMany: false, winners, equal, uncovered }
}

function equalPairs(rows: readonly number[], keys: readonly string[]): [number, number][] {
  return rows.flatMap((row, at): [number, number][] => {
    const first = rows[keys.indexOf(keys[at] ?? '')]
    return first === undefined || first === row ? [] : [[first, row]]
  })
}

function spell(facts: Facts): string {
  const words = Object.entries(facts) as [GuardName, boolean][]
  return words.map(([fact, holds]) => `${holds ? '' : 'not '}${fact}`).join(' and ')
}
