import type { Body } from '../messages/body/index.ts'
import { keyOf, type Maskable, maskableParts, type OpenMask, type Place, subjectBlock } from './masked-message.ts'
import { starsFor } from './stars.ts'

/**
 * The masks of a message that somebody wrote anew, around the asterisks or over them: they are found again in their order.
 * A mask whose asterisks are gone, all or some, is given up: nobody can say where its words belong.
 */
export function carriedOver(before: Maskable, masks: readonly OpenMask[], after: Body): OpenMask[] {
  const runs = starRuns(after)
  let next = 0
  const found = new Map<OpenMask, { key: string; at: number; words: string }[]>()
  for (const { mask, words } of inOrder(before, masks)) {
    const stars = starsFor(words)
    const hit = runs.findIndex((run, n) => n >= next && run.stars === stars)
    const run = runs[hit]
    if (!run) continue
    next = hit + 1
    found.set(mask, [...(found.get(mask) ?? []), { key: run.key, at: run.at, words }])
  }
  const kept = masks.filter((mask) => (found.get(mask)?.length ?? 0) === wordsOf(before, mask))
  const all = kept.flatMap((mask) => (found.get(mask) ?? []).map((one) => ({ mask, ...one })))
  return kept.flatMap((mask) => {
    const places = (found.get(mask) ?? []).map(({ key, at, words }): Place => {
      const [block = '', part = ''] = key.split('/')
      const longer = all
        .filter((one) => one.key === key && one.at < at)
        .reduce((sum, one) => sum + one.words.length - starsFor(one.words).length, 0)
      return [block, Number(part), at + longer, at + longer + words.length, starsFor(words).length]
    })
    const subject = mask.places.flatMap((place, n) => (place[0] === subjectBlock ? [{ place, words: mask.words[n] ?? '' }] : []))
    const words = [...(found.get(mask) ?? []).map((one) => one.words), ...subject.map((one) => one.words)]
    return places.length + subject.length === 0 ? [] : [{ id: mask.id, places: [...places, ...subject.map(({ place }) => place)], words }]
  })
}

/** Every place of words in a body, in the order of reading. */
function inOrder(message: Maskable, masks: readonly OpenMask[]): { mask: OpenMask; words: string }[] {
  const order = new Map(maskableParts(message).flatMap((part, n) => (isRead(part) ? [[keyOf(part), n] as const] : [])))
  return masks
    .flatMap((mask) => mask.places.map((place, n) => ({ mask, place, words: mask.words[n] ?? '' })))
    .filter(({ place }) => order.has(`${place[0]}/${place[1]}`))
    .toSorted(
      (a, b) =>
        (order.get(`${a.place[0]}/${a.place[1]}`) ?? 0) - (order.get(`${b.place[0]}/${b.place[1]}`) ?? 0) || a.place[2] - b.place[2],
    )
}

function wordsOf(message: Maskable, mask: OpenMask): number {
  return inOrder(message, [mask]).length
}

/** Words of the body: addresses do not come back from an editor, and the subject is not edited. */
function isRead({ kind, block }: { kind: string; block: string }): boolean {
  return kind === 'words' && block !== subjectBlock
}

function starRuns(body: Body): { key: string; at: number; stars: string }[] {
  return maskableParts({ body, subject: null }).flatMap((part) =>
    part.kind === 'words'
      ? [...part.get().matchAll(/\*(?:[*\n]*\*)?/g)].map(({ index, 0: stars }) => ({ key: keyOf(part), at: index, stars }))
      : [],
  )
}
