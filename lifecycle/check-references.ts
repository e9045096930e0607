import type { Finding } from './check.ts'
import { statusOf } from './compile.ts'
import {
  actorKinds,
  type Effect,
  eventTypes,
  guards,
  type Lifecycle,
  plainEffects,
  refusalReasons,
  systemLines,
  type Transition,
  timerEvents,
} from './types.ts'

/** Names that nothing answers to. A parsed lifecycle has none; one built by a program may. */
export function referenceFindings(lifecycle: Lifecycle): Finding[] {
  const statuses = Object.entries(lifecycle.statuses)
  return [
    ...statusFinding(lifecycle, lifecycle.initial, 'The initial status'),
    ...(lifecycle.regions ?? []).flatMap((region) => [
      ...region.statuses.flatMap((key) => statusFinding(lifecycle, key, `Region “${region.name}”`)),
      ...effectFindings([...(region.entering ?? []), ...(region.leaving ?? [])], `Region “${region.name}”`),
    ]),
    ...statuses.flatMap(([key, status]) => effectFindings([...(status.entering ?? []), ...(status.leaving ?? [])], `Status “${key}”`)),
    ...lifecycle.transitions.flatMap((row, index) => rowFindings(lifecycle, row, index)),
  ]
}

function rowFindings(lifecycle: Lifecycle, row: Transition, index: number): Finding[] {
  const where = `Row ${index + 1} (${row.on})`
  const targets = row.to === undefined || row.to === 'stay' ? [] : [row.to]
  const words = [
    ...unknownIn([row.on], eventTypes, 'event'),
    ...unknownIn(row.by, actorKinds, 'actor'),
    ...unknownIn(row.refuse ? [row.refuse] : [], refusalReasons, 'reason'),
    ...unknownIn(
      (row.when ?? []).map((guard) => guard.replace('!', '')),
      guards,
      'guard',
    ),
  ]
  const findings = [
    ...[...row.from, ...targets, ...(row.asked ?? [])].flatMap((key) => statusFinding(lifecycle, key, where)),
    ...words.map((word) => fault('unknown_reference', `${where} names the ${word}, which the engine does not know.`)),
    ...effectFindings(row.does ?? [], where),
  ]
  if (row.to === undefined && row.refuse === undefined)
    findings.push(fault('unknown_reference', `${where} neither leads anywhere nor refuses.`))
  if (row.then !== undefined && !isIn(row.then, eventTypes))
    findings.push(fault('unknown_then', `${where} goes on with “${row.then}”, which is no event.`))
  return findings.map((finding) => ({ ...finding, row: index }))
}

function effectFindings(effects: readonly Effect[], where: string): Finding[] {
  return effects
    .filter((effect) => !isKnownEffect(effect))
    .map((effect) => fault('unknown_reference', `${where} names the effect ${JSON.stringify(effect)}, which the engine does not know.`))
}

function isKnownEffect(effect: Effect): boolean {
  if (typeof effect === 'string') return isIn(effect, plainEffects)
  if ('systemLine' in effect) return isIn(effect.systemLine, systemLines)
  const kinds = Object.keys(timerEvents)
  if ('clearTimer' in effect) return isIn(effect.clearTimer, kinds)
  return isIn(effect.setTimer, kinds) && (effect.when ?? []).every((guard) => isIn(guard.replace('!', ''), guards))
}

function statusFinding(lifecycle: Lifecycle, key: string, where: string): Finding[] {
  return statusOf(lifecycle, key) ? [] : [fault('unknown_status', `${where} names “${key}”, which is not a status of this lifecycle.`)]
}

function unknownIn(words: readonly string[], known: readonly string[], kind: string): string[] {
  return words.filter((word) => !isIn(word, known)).map((word) => `${kind} “${word}”`)
}

function isIn(word: string, known: readonly string[]): boolean {
  return known.includes(word)
}

function fault(code: Finding['code'], message: string): Finding {
  return { code, severity: 'error', message, path: [] }
}
