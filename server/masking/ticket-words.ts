import { fieldKindsOf, type FieldValues } from '../forms/index.ts'
import type { Part } from '../messages/body/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Ticket } from '../tickets/index.ts'
import type { Wanted } from './find-words.ts'
import { asTheyWere, keyOf, type OpenMask, putOn, type Stretch, takeOff, type Uncovered } from './masked-message.ts'

/** A ticket's own words: its title, how it was resolved, and fields that hold what somebody typed. */
export interface TicketWords {
  readonly title: string
  readonly resolutionText: string | null
  readonly fields: FieldValues
  readonly textFields: readonly number[]
}

const typed = new Set(['text', 'long_text', 'mail', 'phone'])

export async function wordsOf(
  tx: Tx,
  { title, resolutionText, fields }: Pick<Ticket, 'title' | 'resolutionText' | 'fields'>,
): Promise<TicketWords> {
  const ids = Object.keys(fields).map(Number)
  const kinds = ids.length === 0 ? new Map<number, string>() : await fieldKindsOf(tx, ids)
  return { title, resolutionText, fields, textFields: ids.filter((id) => typed.has(kinds.get(id) ?? '')) }
}

/** With the masks taken off. Where somebody wrote other words over asterisks since, there is nothing to put back. */
export function uncoveredTicket(words: TicketWords, masks: readonly OpenMask[]): Uncovered {
  const parts = partsOfTicket({ ...words, fields: { ...words.fields } })
  const lost = new Set<string>()
  for (const part of parts) {
    const now = part.get()
    try {
      takeOff([part], masks)
    } catch {
      part.set(now)
      lost.add(keyOf(part))
    }
  }
  return { parts, masks: masks.map((mask) => without(mask, lost)).filter(({ places }) => places.length > 0) }
}

function without({ id, places, words }: OpenMask, lost: ReadonlySet<string>): OpenMask {
  const kept = places.flatMap((place, n) => (lost.has(`${place[0]}/${place[1]}`) ? [] : [n]))
  return { id, places: places.filter((_, n) => kept.includes(n)), words: words.filter((_, n) => kept.includes(n)) }
}

export function coveredTicket({ parts }: Uncovered, masks: readonly OpenMask[]): Pick<Ticket, 'title' | 'resolutionText' | 'fields'> {
  putOn(parts, masks)
  const by = new Map(parts.map((part) => [keyOf(part), part.get()]))
  const fields = parts.filter(({ block }) => block === 'field').map(({ n, get }) => [String(n), get()] as const)
  return { title: by.get('title/0') ?? '', resolutionText: by.get('resolutionText/0') ?? null, fields: Object.fromEntries(fields) }
}

/** Looks in what can be read now: a search that saw behind asterisks would tell what stands there. */
export function findInTicket(words: TicketWords, masks: readonly OpenMask[], wanted: Wanted): Stretch[][] {
  return partsOfTicket(words).flatMap((part) =>
    wanted.in(part.get()).map((hit) => asTheyWere(masks, [{ block: part.block, part: part.n, ...hit }])),
  )
}

function partsOfTicket({ title, resolutionText, fields, textFields }: TicketWords): Part[] {
  const values = textFields.flatMap((id) => {
    const value = fields[id]
    return typeof value === 'string' ? [partOf('field', id, value)] : []
  })
  return [partOf('title', 0, title), ...(resolutionText === null ? [] : [partOf('resolutionText', 0, resolutionText)]), ...values]
}

function partOf(block: string, n: number, words: string): Part {
  let now = words
  return { block, n, kind: 'words', node: null, address: null, get: () => now, set: (text) => void (now = text) }
}
