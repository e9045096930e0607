import {
  type Problems,
  readArray,
  readBoolean,
  readLabel,
  readObject,
  readOneOf,
  readStatus,
  readStatuses,
  readString,
  readWords,
} from './parse-values.ts'
import {
  actorKinds,
  type CustomerRights,
  categories,
  colours,
  type DeskDefaults,
  durationSettings,
  type Effect,
  eventTypes,
  type Guard,
  guards,
  plainEffects,
  type Region,
  refusalReasons,
  type Status,
  systemLines,
  type TimerKind,
  type Transition,
  timerEvents,
} from './types.ts'

const guardWords = guards.flatMap((guard): Guard[] => [guard, `!${guard}`])
const timerKinds = Object.keys(timerEvents) as TimerKind[]
const rights = ['reply', 'editOwn', 'requestClosure', 'close', 'invite'] as const satisfies readonly (keyof CustomerRights)[]
const statusKeys = [
  'category',
  'colour',
  'label',
  'customerLabel',
  'customer',
  'slaRuns',
  'trackerComments',
  'final',
  'entering',
  'leaving',
] as const
const rowKeys = ['on', 'from', 'to', 'by', 'when', 'does', 'asked', 'then', 'quiet', 'refuse'] as const
const maxEffects = 30

export function parseDeskDefaults(json: unknown, problems: Problems): DeskDefaults | undefined {
  const object = readObject(json, 'deskDefaults', problems, ['membersSeeAll', 'resolutionTextRequired', 'statusMails', 'chooseChannel'])
  if (!object) return undefined
  return withoutAbsent({
    membersSeeAll: readBoolean(object['membersSeeAll'], 'deskDefaults.membersSeeAll', problems),
    statusMails: readBoolean(object['statusMails'], 'deskDefaults.statusMails', problems),
    resolutionTextRequired: readBoolean(object['resolutionTextRequired'], 'deskDefaults.resolutionTextRequired', problems),
    chooseChannel: readBoolean(object['chooseChannel'], 'deskDefaults.chooseChannel', problems),
  })
}

export function parseStatus(json: unknown, path: string, problems: Problems): Status | undefined {
  const object = readObject(json, path, problems, statusKeys)
  if (!object) return undefined
  const category = readOneOf(object['category'], categories, `${path}.category`, problems)
  const colour = readOneOf(object['colour'], colours, `${path}.colour`, problems)
  const label = readLabel(object['label'], `${path}.label`, problems)
  const more = withoutAbsent({
    customerLabel:
      object['customerLabel'] === undefined ? undefined : readLabel(object['customerLabel'], `${path}.customerLabel`, problems),
    customer: object['customer'] === undefined ? undefined : parseRights(object['customer'], `${path}.customer`, problems),
    slaRuns: readBoolean(object['slaRuns'], `${path}.slaRuns`, problems),
    trackerComments: readBoolean(object['trackerComments'], `${path}.trackerComments`, problems),
    final: readBoolean(object['final'], `${path}.final`, problems),
    entering: optionalEffects(object['entering'], `${path}.entering`, problems),
    leaving: optionalEffects(object['leaving'], `${path}.leaving`, problems),
  })
  if (category === undefined || colour === undefined || label === undefined) return undefined
  return { category, colour, label, ...more }
}

function parseRights(json: unknown, path: string, problems: Problems): Partial<CustomerRights> | undefined {
  const object = readObject(json, path, problems, rights)
  if (!object) return undefined
  return withoutAbsent(Object.fromEntries(rights.map((right) => [right, readBoolean(object[right], `${path}.${right}`, problems)])))
}

export function parseRegion(json: unknown, path: string, known: ReadonlySet<string>, problems: Problems): Region | undefined {
  const object = readObject(json, path, problems, ['name', 'statuses', 'entering', 'leaving'])
  if (!object) return undefined
  const name = readString(object['name'], `${path}.name`, problems, /^[a-z][a-z0-9_ -]{0,39}$/)
  const statuses = readStatuses(object['statuses'], known, `${path}.statuses`, problems)
  const effects = withoutAbsent({
    entering: optionalEffects(object['entering'], `${path}.entering`, problems),
    leaving: optionalEffects(object['leaving'], `${path}.leaving`, problems),
  })
  return name === undefined ? undefined : { name, statuses, ...effects }
}

export function parseTransition(json: unknown, path: string, known: ReadonlySet<string>, problems: Problems): Transition | undefined {
  const object = readObject(json, path, problems, rowKeys)
  if (!object) return undefined
  const on = readOneOf(object['on'], eventTypes, `${path}.on`, problems)
  const from = readStatuses(object['from'], known, `${path}.from`, problems)
  const by = readWords(object['by'], actorKinds, `${path}.by`, problems)
  const row = withoutAbsent({
    to: object['to'] === undefined || object['to'] === 'stay' ? object['to'] : readStatus(object['to'], known, `${path}.to`, problems),
    when: object['when'] === undefined ? undefined : readWords(object['when'], guardWords, `${path}.when`, problems),
    does: optionalEffects(object['does'], `${path}.does`, problems),
    asked: object['asked'] === undefined ? undefined : readStatuses(object['asked'], known, `${path}.asked`, problems),
    then: object['then'] === undefined ? undefined : readOneOf(object['then'], eventTypes, `${path}.then`, problems),
    quiet: readBoolean(object['quiet'], `${path}.quiet`, problems),
    refuse: object['refuse'] === undefined ? undefined : readOneOf(object['refuse'], refusalReasons, `${path}.refuse`, problems),
  })

  if (by.length === 0 && Array.isArray(object['by']) && object['by'].length === 0) problems.add(`${path}.by`, 'must name somebody')
  const starts = on === 'created' || on === 'agent_wrote_first'
  if (starts && from.length > 0) problems.add(`${path}.from`, `must be empty: a ticket has no status before “${on}”`)
  if (on !== undefined && !starts && Array.isArray(object['from']) && object['from'].length === 0)
    problems.add(`${path}.from`, 'must name a status')
  if (object['asked'] !== undefined && on !== 'status_set') problems.add(`${path}.asked`, 'belongs to rows on status_set only')
  problemsOfOutcome(object, on, path, problems)
  return on === undefined ? undefined : { on, from, by, ...row }
}

/** A row either leads somewhere or refuses. */
function problemsOfOutcome(row: Readonly<Record<string, unknown>>, on: string | undefined, path: string, problems: Problems): void {
  const { to, refuse, asked } = row
  if (to === undefined && refuse === undefined) problems.add(path, 'must have “to” or “refuse”')
  if (to !== undefined && refuse !== undefined) problems.add(path, 'cannot have both “to” and “refuse”')
  if (refuse !== undefined) {
    for (const key of ['does', 'then', 'quiet'])
      if (row[key] !== undefined) problems.add(`${path}.${key}`, 'has no meaning on a row that refuses')
  }
  const answersNothing = on === 'status_set' && asked === undefined && (to === undefined || to === 'stay')
  if (answersNothing) problems.add(`${path}.asked`, 'must name the statuses this row answers')
  if (to === 'stay' && (on === 'created' || on === 'agent_wrote_first'))
    problems.add(`${path}.to`, 'must be a status: the ticket has none yet')
}

function optionalEffects(json: unknown, path: string, problems: Problems): Effect[] | undefined {
  if (json === undefined) return undefined
  const effects = readArray(json, path, problems, maxEffects).map((effect, at) => parseEffect(effect, `${path}[${at}]`, problems))
  return effects.filter((effect) => effect !== undefined)
}

function parseEffect(json: unknown, path: string, problems: Problems): Effect | undefined {
  if (typeof json === 'string') {
    return (
      plainEffects.find((effect) => effect === json) ?? problems.add(path, `is no effect; the plain ones are ${plainEffects.join(', ')}`)
    )
  }
  const object = readObject(json, path, problems, ['systemLine', 'setTimer', 'clearTimer', 'after', 'when'])
  if (!object) return undefined
  const kinds = ['systemLine', 'setTimer', 'clearTimer'].filter((key) => object[key] !== undefined)
  if (kinds.length !== 1) return problems.add(path, 'must have exactly one of systemLine, setTimer, clearTimer')

  if (kinds[0] === 'setTimer') {
    const setTimer = readOneOf(object['setTimer'], timerKinds, `${path}.setTimer`, problems)
    const after = object['after'] === undefined ? undefined : readOneOf(object['after'], durationSettings, `${path}.after`, problems)
    const when = object['when'] === undefined ? undefined : readWords(object['when'], guardWords, `${path}.when`, problems)
    return setTimer === undefined ? undefined : { setTimer, ...withoutAbsent({ after, when }) }
  }
  for (const key of ['after', 'when']) if (object[key] !== undefined) problems.add(`${path}.${key}`, 'belongs to setTimer only')
  if (kinds[0] === 'clearTimer') {
    const clearTimer = readOneOf(object['clearTimer'], timerKinds, `${path}.clearTimer`, problems)
    return clearTimer && { clearTimer }
  }
  const systemLine = readOneOf(object['systemLine'], systemLines, `${path}.systemLine`, problems)
  return systemLine && { systemLine }
}

/** Absent keys stay absent, so that a lifecycle read back equals the one written. */
function withoutAbsent<T extends object>(object: T): T {
  for (const key of Object.keys(object) as (keyof T)[]) if (object[key] === undefined) delete object[key]
  return object
}
