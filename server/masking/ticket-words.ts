import type { Part } from '../messages/body/index.ts'
import type { Ticket } from '../tickets/index.ts'
import type { Wanted } from './find-words.ts'
import { asTheyWere, type OpenMask, putOn, type Stretch, takeOff, type Uncovered } from './masked-message.ts'

/** A ticket's own words: its title, and how it was resolved. */
export type TicketWords = Pick<Ticket, 'title' | 'resolutionText'>

/** With the masks taken off. Where somebody wrote other words over asterisks since, there is nothing to put back. */
export function uncoveredTicket(words: TicketWords, masks: readonly OpenMask[]): Uncovered {
  const parts = partsOfTicket({ ...words })
  try {
    takeOff(parts, masks)
    return { parts, masks }
  } catch {
    return { parts: partsOfTicket({ ...words }), masks: [] }
  }
}

export function coveredTicket({ parts }: Uncovered, masks: readonly OpenMask[]): TicketWords {
  const words: TicketWords = { title: parts[0]?.get() ?? '', resolutionText: parts[1]?.get() ?? null }
  putOn(partsOfTicket(words), masks)
  return words
}

/** Looks in what can be read now: a search that saw behind asterisks would tell what stands there. */
export function findInTicket(words: TicketWords, masks: readonly OpenMask[], wanted: Wanted): Stretch[][] {
  return partsOfTicket({ ...words }).flatMap((part) =>
    wanted.in(part.get()).map((hit) => asTheyWere(masks, [{ block: part.block, part: part.n, ...hit }])),
  )
}

function partsOfTicket(words: TicketWords): Part[] {
  const fields = words.resolutionText === null ? (['title'] as const) : (['title', 'resolutionText'] as const)
  return fields.map((field) => ({
    block: field,
    n: 0,
    kind: 'words',
    node: null,
    address: null,
    get: () => words[field] ?? '',
    set: (text) => void (words[field] = text),
  }))
}
