import { statusesAsked } from './compile.ts'
import { deepFreeze } from './define-lifecycle.ts'
import { parseDeskDefaults, parseRegion, parseStatus, parseTransition } from './parse-parts.ts'
import { maxStatuses, type Problem, Problems, readArray, readLabel, readObject, readOneOf, readString } from './parse-values.ts'
import { followUpPolicies, type Lifecycle, type Region, type Status, type Transition } from './types.ts'

export type ParseResult =
  | { readonly ok: true; readonly lifecycle: Lifecycle }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const statusKey = /^[a-z][a-z0-9_]{0,39}$/
const lifecycleKey = /^[a-z][a-z0-9_-]{0,39}$/
const maxRows = 600
const maxRegions = 20
const maxMoves = 50_000

/**
 * Reads a lifecycle from JSON that somebody sent. It reports every problem together, each with its path; the result holds only what was
 * understood, is frozen, and shares nothing with the input. Whether the lifecycle makes sense is for `check` to say.
 *
 * @example
 * const result = parseLifecycle(JSON.parse(body))
 * if (!result.ok) return result.problems // [{ path: 'statuses.open.colour', message: 'must be one of grey, blue, …' }]
 */
export function parseLifecycle(json: unknown): ParseResult {
  const problems = new Problems()
  const object = readObject(json, '', problems, [
    'key',
    'name',
    'initial',
    'statuses',
    'regions',
    'followUps',
    'deskDefaults',
    'transitions',
  ])
  if (!object) return { ok: false, problems: problems.list }

  const key = readString(object['key'], 'key', problems, lifecycleKey)
  const name = readLabel(object['name'], 'name', problems)
  const statuses = parseStatuses(object['statuses'], problems)
  const known = new Set(Object.keys(statuses))
  const initial = readString(object['initial'], 'initial', problems)
  if (initial !== undefined && !known.has(initial)) problems.add('initial', `names “${initial}”, which is not a status of this lifecycle`)
  const regions = object['regions'] === undefined ? undefined : parseRegions(object['regions'], known, problems)
  const followUps = object['followUps'] === undefined ? undefined : readOneOf(object['followUps'], followUpPolicies, 'followUps', problems)
  const deskDefaults = object['deskDefaults'] === undefined ? undefined : parseDeskDefaults(object['deskDefaults'], problems)
  const transitions = readArray(object['transitions'], 'transitions', problems, maxRows).map((row, at) =>
    parseTransition(row, `transitions[${at}]`, known, problems),
  )

  problemsOfSize(present(transitions), problems)

  if (problems.list.length > 0 || key === undefined || name === undefined || initial === undefined)
    return { ok: false, problems: problems.list }
  const lifecycle: Lifecycle = {
    key,
    name,
    initial,
    statuses,
    ...(regions && { regions }),
    ...(followUps && { followUps }),
    ...(deskDefaults && { deskDefaults }),
    transitions: present(transitions),
  }
  return { ok: true, lifecycle: deepFreeze(lifecycle) }
}

/** What the rows spell out for every status, actor and status asked for: the engine and the checker keep all of it. */
function problemsOfSize(rows: readonly Transition[], problems: Problems): void {
  const moves = rows.reduce((sum, row) => sum + Math.max(1, row.from.length) * row.by.length * Math.max(1, statusesAsked(row).length), 0)
  if (moves > maxMoves) problems.add('transitions', `spell out ${moves} moves; ${maxMoves} is the most`)
}

function parseRegions(json: unknown, known: ReadonlySet<string>, problems: Problems): Region[] {
  return present(
    readArray(json, 'regions', problems, maxRegions).map((region, at) => parseRegion(region, `regions[${at}]`, known, problems)),
  )
}

function parseStatuses(json: unknown, problems: Problems): Record<string, Status> {
  const object = readObject(json, 'statuses', problems)
  if (!object) return {}
  const entries = Object.entries(object)
  if (entries.length === 0) problems.add('statuses', 'must name at least one status')
  if (entries.length > maxStatuses) problems.add('statuses', `has ${entries.length} statuses; ${maxStatuses} is the most`)

  const statuses: [string, Status][] = []
  for (const [key, value] of entries.slice(0, maxStatuses)) {
    const path = `statuses.${key.slice(0, 60)}`
    if (!statusKey.test(key)) problems.add(path, 'must start with a small letter and have only small letters, digits and _ (at most 40)')
    else if (key === 'stay') problems.add(path, 'is a word rows use for “the status stays”; choose another key')
    const status = parseStatus(value, path, problems)
    if (status) statuses.push([key, status])
    // A faulty status still counts as defined, so that one fault is not reported again by every row that names it.
    else statuses.push([key, placeholder])
  }
  return Object.fromEntries(statuses)
}

const placeholder: Status = { category: 'open', colour: 'grey', label: { en: '-', ja: '-', ko: '-' } }

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined)
}
