import type { FaultKind, Where } from './kinds.ts'
import type { Random } from './random.ts'

export interface Injection {
  readonly kind: FaultKind
  /** After the beginning of the traffic. */
  readonly afterMs: number
  readonly plan: unknown
}

export interface Schedule {
  readonly where: Where
  readonly injections: readonly Injection[]
}

const ownDatabase = 0.15
/** So many at once are drawn: few, for a thousand runs of few say more than three hundred of many. */
const [fewest, most] = [1, 3]
/** Where every kind is wanted once, more of them share a run. */
const mostDealt = 6
const withinMs = 1_200

/** Draws a run: everything is drawn beforehand, so that a seed always gives the same one. */
export function scheduleOf(random: Random, kinds: readonly FaultKind[]): Schedule {
  const first = drawn(random, kinds)
  const where: Where = first.where.includes('own') && (first.where.length === 1 || random.chance(ownDatabase)) ? 'own' : 'shared'
  const chosen = [first]
  const count = first.alone ? 1 : random.between(fewest, most)
  while (chosen.length < count) {
    const left = kinds.filter((kind) => !kind.alone && kind.where.includes(where) && !chosen.includes(kind))
    if (left.length === 0) break
    chosen.push(drawn(random, left))
  }
  return { where, injections: injectionsOf(random, chosen) }
}

/** Runs that together have every kind once, most of them in company. */
export function coverOf(random: Random, kinds: readonly FaultKind[]): Schedule[] {
  const company = kinds.filter(({ alone }) => !alone)
  const own = company.filter(({ where }) => !where.includes('shared'))
  const groups: [Where, FaultKind[]][] = [
    ...dealt(company.filter(({ where }) => where.includes('shared'))).map((group): [Where, FaultKind[]] => ['shared', group]),
    ...dealt(own).map((group): [Where, FaultKind[]] => ['own', group]),
    ...kinds.filter(({ alone }) => alone).map((kind): [Where, FaultKind[]] => [kind.where[0] ?? 'shared', [kind]]),
  ]
  return groups.map(([where, group]) => ({ where, injections: injectionsOf(random, group) }))
}

/** Like cards, so that neighbours in the list, which often want the same, come into different runs. */
function dealt(kinds: readonly FaultKind[]): FaultKind[][] {
  const runs = Math.ceil(kinds.length / mostDealt)
  return Array.from({ length: runs }, (_, run) => kinds.filter((_kind, index) => index % runs === run))
}

function injectionsOf(random: Random, kinds: readonly FaultKind[]): Injection[] {
  return kinds
    .map((kind) => {
      const own = random.branch(`fault ${kind.number}`)
      return { kind, afterMs: own.between(50, withinMs), plan: kind.plan(own) }
    })
    .toSorted((one, other) => one.afterMs - other.afterMs)
}

function drawn(random: Random, kinds: readonly FaultKind[]): FaultKind {
  const weights = kinds.map(({ weight = 1 }) => weight)
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, kind] of kinds.entries()) {
    left -= weights[index] ?? 0
    if (left < 0) return kind
  }
  const last = kinds.at(-1)
  if (!last) throw new Error('there is no kind of fault to draw')
  return last
}
