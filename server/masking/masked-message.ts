import { type Body, type Part, partsOf, tracedText } from '../messages/body/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { starsFor, wholeCharacters } from './stars.ts'

/**
 * A stretch of one part that is masked: block, number of the part, from and to in its words *as they were before anything
 * of them was masked*, and how many characters the asterisks take. So no mask has to be moved when another one comes or goes.
 */
export type Place = readonly [block: string, part: number, from: number, to: number, stars: number]

/** One mask, opened: `words` are what stood at its places. */
export interface OpenMask {
  readonly id: number
  readonly places: readonly Place[]
  readonly words: readonly string[]
}

/** What of a message can be masked. */
export interface Maskable {
  readonly body: Body
  readonly subject: string | null
}

/** Block ids are `b1`, `b2`, …: this one is none of them. */
export const subjectBlock = 'subject'

export interface Stretch {
  readonly block: string
  readonly part: number
  readonly from: number
  readonly to: number
}

/** Words with their masks taken off, and those masks. */
export interface Uncovered {
  readonly parts: readonly Part[]
  readonly masks: readonly OpenMask[]
}

export interface UncoveredMessage extends Uncovered {
  readonly original: Maskable
}

/** @throws refused when asterisks are not where a mask says: the message is not the one it was made for. */
export function uncovered(message: Maskable, masks: readonly OpenMask[]): UncoveredMessage {
  const original = structuredClone(message) as { body: Body; subject: string | null }
  const parts = maskableParts(original)
  takeOff(parts, masks)
  return { original, parts, masks }
}

/** The same message with these masks on. */
export function covered({ original }: UncoveredMessage, masks: readonly OpenMask[]): Maskable {
  const now = structuredClone(original) as { body: Body; subject: string | null }
  putOn(maskableParts(now), masks)
  return now
}

export function takeOff(parts: readonly Part[], masks: readonly OpenMask[]): void {
  const byPart = placesByPart(masks)
  for (const part of parts) {
    const places = byPart.get(keyOf(part))
    if (!places) continue
    let words = part.get()
    // From the left: what stands left of a place is as it was, so the place is where it says.
    for (const { place, words: stood } of places) {
      const [, , from, , stars] = place
      if (words.slice(from, from + stars) !== starsFor(stood)) throw changedSince()
      words = words.slice(0, from) + stood + words.slice(from + stars)
    }
    part.set(words)
  }
}

function changedSince(): AppError {
  return new AppError('refused', 'These words were changed since they were masked, so that the mask fits them no longer.', {
    action: 'mask',
    reason: 'changed_since',
  })
}

export function putOn(parts: readonly Part[], masks: readonly OpenMask[]): void {
  const byPart = placesByPart(masks)
  const touched = parts.filter((part) => byPart.has(keyOf(part)))
  // Addresses first: whether one is written out depends on the words of its link as they were.
  for (const part of [...touched.filter(({ kind }) => kind === 'address'), ...touched.filter(({ kind }) => kind === 'words')]) {
    let words = part.get()
    for (const { place } of (byPart.get(keyOf(part)) ?? []).toReversed()) {
      const [, , from, to] = place
      words = words.slice(0, from) + starsFor(words.slice(from, to)) + words.slice(to)
    }
    part.set(words)
  }
}

/**
 * The stretches as one more mask: whole characters, the addresses of links whose words are covered, and every mask it
 * touches, which it replaces. Null when all of it is masked already.
 */
export function coverMore(
  message: Uncovered,
  stretches: readonly Stretch[],
): { places: Place[]; words: string[]; replaces: OpenMask[] } | null {
  const parts = new Map(message.parts.map((part) => [keyOf(part), part]))
  const wanted = stretches.flatMap((stretch) => widened(stretch, parts))
  // Also where there are no words at all.
  if (wanted.every((stretch) => isCovered(stretch, message.masks))) return null
  const replaces = new Set<OpenMask>()
  for (let grown = true; grown; ) {
    grown = false
    for (const mask of message.masks) {
      if (replaces.has(mask) || !mask.places.some((place) => wanted.some((stretch) => overlap(stretch, place)))) continue
      replaces.add(mask)
      for (const [block, part, from, to] of mask.places) wanted.push({ block, part, from, to })
      grown = true
    }
  }
  const places = united(wanted).map(({ block, part, from, to }): Place => {
    const words = parts.get(`${block}/${part}`)?.get() ?? ''
    return [block, part, from, to, starsFor(words.slice(from, to)).length]
  })
  const words = places.map(([block, part, from, to]) => (parts.get(`${block}/${part}`)?.get() ?? '').slice(from, to))
  return { places, words, replaces: [...replaces] }
}

function widened({ block, part: n, from, to }: Stretch, parts: ReadonlyMap<string, Part>): Stretch[] {
  const part = parts.get(`${block}/${n}`)
  const words = part?.get() ?? ''
  if (!part || words === '' || to <= from) return []
  if (part.kind === 'address') return [{ block, part: n, from: 0, to: words.length }]
  const own = { block, part: n, ...wholeCharacters(words, from, to) }
  const address = part.address === null ? undefined : parts.get(`${block}/${part.address}`)
  if (!address || address.get() === '') return [own]
  return [own, { block, part: address.n, from: 0, to: address.get().length }]
}

function united(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches.toSorted((a, b) => order(a.block, b.block) || a.part - b.part || a.from - b.from)
  const all: Stretch[] = []
  for (const next of sorted) {
    const last = all.at(-1)
    if (last && last.block === next.block && last.part === next.part && next.from <= last.to)
      all[all.length - 1] = { ...last, to: Math.max(last.to, next.to) }
    else all.push(next)
  }
  return all
}

function order(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

function overlap({ block, part, from, to }: Stretch, place: Place): boolean {
  return block === place[0] && part === place[1] && from < place[3] && place[2] < to
}

/** Whether any of it is masked. */
export function touches(masks: readonly OpenMask[], stretches: readonly Stretch[]): boolean {
  return masks.some(({ places }) => places.some((place) => stretches.some((stretch) => overlap(stretch, place))))
}

function isCovered({ block, part, from, to }: Stretch, masks: readonly OpenMask[]): boolean {
  const covering = masks.flatMap((mask) => mask.places).filter((place) => overlap({ block, part, from, to }, place))
  return united(covering.map((place) => ({ block, part, from: place[2], to: place[3] }))).some((one) => one.from <= from && to <= one.to)
}

/** Where asterisks stand in the text form of a masked message: for the screen, which draws them as bars. */
export function maskedRanges(now: Maskable, masks: readonly Pick<OpenMask, 'id' | 'places'>[]): [id: number, from: number, to: number][] {
  const { runs } = tracedText(now.body)
  const ofNode = groupedBy(runs, (run) => run.node)
  const nodes = new Map(maskableParts(now).map((part) => [keyOf(part), part.node]))
  const ranges: [number, number, number][] = []
  for (const [key, places] of placesByPart(masks)) {
    const node = nodes.get(key)
    if (!node) continue
    for (const { id, from, to } of shifted(places))
      for (const run of ofNode.get(node) ?? []) {
        const start = Math.max(from, run.from)
        const end = Math.min(to, run.from + run.length)
        if (end > start) ranges.push([id, run.at + start - run.from, run.at + end - run.from])
      }
  }
  return ranges.toSorted((a, b) => a[1] - b[1])
}

/** What stands behind a mask, as the text form of the message has it. */
export function wordsBehind({ original }: UncoveredMessage, { id, places, words }: OpenMask): string {
  const asTheyWere = places.map(([block, part, from, to]): Place => [block, part, from, to, to - from])
  const ranges = maskedRanges(original, [{ id, places: asTheyWere }])
  const [first] = ranges
  // The subject, or an address behind words: no text shows it.
  if (!first) return words.join('\n')
  return tracedText(original.body).text.slice(first[1], Math.max(...ranges.map(([, , to]) => to)))
}

/** Places of one part, where they are while all of them are masked. */
function shifted(places: readonly { id: number; place: Place }[]): { id: number; from: number; to: number }[] {
  let shorter = 0
  return places.map(({ id, place: [, , from, to, stars] }) => {
    const start = from - shorter
    shorter += to - from - stars
    return { id, from: start, to: start + stars }
  })
}

/** A stretch of the text form of a message as it is now: in the words as they were, and what it says now. */
export function selected(message: UncoveredMessage, now: Maskable, from: number, to: number): { stretches: Stretch[]; words: string } {
  const { text, runs } = tracedText(now.body)
  const partOf = new Map(maskableParts(now).flatMap((part) => (part.node ? [[part.node, part] as const] : [])))
  const stretches: Stretch[] = []
  let words = ''
  let read = from
  for (const run of runs.filter(({ at, length }) => at < to && from < at + length)) {
    const part = partOf.get(run.node)
    if (!part) continue
    const start = Math.max(from, run.at)
    const end = Math.min(to, run.at + run.length)
    stretches.push({ block: part.block, part: part.n, from: run.from + start - run.at, to: run.from + end - run.at })
    if (part.kind === 'words') words += `${read < start && words !== '' ? ' ' : ''}${text.slice(start, end)}`
    read = end
  }
  return { stretches: asTheyWere(message.masks, stretches), words: words.trim() || text.slice(from, to) }
}

/** Stretches of words as they are now, in the words as they were. */
export function asTheyWere(masks: readonly OpenMask[], stretches: readonly Stretch[]): Stretch[] {
  const byPart = placesByPart(masks)
  return stretches.map(({ block, part, from, to }) => {
    const places = byPart.get(`${block}/${part}`) ?? []
    return { block, part, from: before(places, from), to: after(places, to) }
  })
}

// A stretch that begins or ends among asterisks takes all of them with it.
function before(places: readonly { id: number; place: Place }[], now: number): number {
  let shorter = 0
  for (const {
    place: [, , from, to, stars],
  } of places) {
    const start = from - shorter
    if (now < start) break
    if (now < start + stars) return from
    shorter += to - from - stars
  }
  return now + shorter
}

function after(places: readonly { id: number; place: Place }[], now: number): number {
  let shorter = 0
  for (const {
    place: [, , from, to, stars],
  } of places) {
    const start = from - shorter
    if (now <= start) break
    if (now <= start + stars) return to
    shorter += to - from - stars
  }
  return now + shorter
}

/** The subject is one part more. */
export function maskableParts(message: { body: Body; subject: string | null }): Part[] {
  const parts = partsOf(message.body)
  const { subject } = message
  if (subject === null) return parts
  const set = (words: string) => void (message.subject = words)
  return [...parts, { block: subjectBlock, n: 0, kind: 'words', node: null, address: null, get: () => message.subject ?? '', set }]
}

export function keyOf({ block, n }: Pick<Part, 'block' | 'n'>): string {
  return `${block}/${n}`
}

function placesByPart(
  masks: readonly { readonly id: number; readonly places: readonly Place[]; readonly words?: readonly string[] }[],
): Map<string, { id: number; place: Place; words: string }[]> {
  const all = masks.flatMap(({ id, places, words }) => places.map((place, n) => ({ id, place, words: words?.[n] ?? '' })))
  const byPart = groupedBy(all, ({ place }) => `${place[0]}/${place[1]}`)
  for (const [key, places] of byPart)
    byPart.set(
      key,
      places.toSorted((a, b) => a.place[2] - b.place[2]),
    )
  return byPart
}

function groupedBy<K, T>(all: readonly T[], keyOfOne: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const group = groups.get(keyOfOne(one))
    if (group) group.push(one)
    else groups.set(keyOfOne(one), [one])
  }
  return groups
}
