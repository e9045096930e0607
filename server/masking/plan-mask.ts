import type { App } from '../access/index.ts'
import { storable, tracedText } from '../messages/body/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import type { Ticket } from '../tickets/index.ts'
import type { Change, MessageChange } from './change-masks.ts'
import { findWords, type Wanted, wantedWords } from './find-words.ts'
import {
  asTheyWere,
  covered,
  coverMore,
  type OpenMask,
  type Stretch,
  selected,
  touches,
  type Uncovered,
  type UncoveredMessage,
  uncovered,
} from './masked-message.ts'
import { masksOfMessages, masksOfTicket, messagesAfter, oneMessage, type StoredMask, type StoredMessage } from './masking.queries.ts'
import { type MaskWords } from './masking.schema.ts'
import { openMask } from './sealed-words.ts'
import { findInTicket, uncoveredTicket, wordsOf } from './ticket-words.ts'

/** What masking would change; nothing is written yet. */
export interface MaskPlan {
  readonly messages: readonly MessageChange[]
  /** The title and the resolution, where the words stand there, too. */
  readonly ticket: Change<Uncovered> | null
  /** The words, to be covered where they are kept beside messages. */
  readonly wanted: Wanted | null
  /** What is asked for everywhere. */
  readonly everywhere: { readonly words: string; readonly wanted: Wanted } | null
  readonly here: number
  readonly occurrences: number
  /** Masks that cover all of it already. */
  readonly already: readonly number[]
}

const pageOfMessages = 100
const mostOccurrences = 2_000
const longestWords = 500

export async function planMask(
  app: Pick<App, 'secrets'>,
  tx: Tx,
  { ticket, messageId, input }: { ticket: Ticket; messageId: number; input: MaskWords },
): Promise<MaskPlan> {
  const stored = await tx.maybe<StoredMessage>(oneMessage, [tx.workspaceId, ticket.id, messageId])
  if (!stored) throw notFound()
  const [masks = []] = await openMasks(app, tx, [stored])
  const message = uncovered(stored, masks)
  const chosen = chooseIn(stored, message, input)
  const own = change(message, [chosen.stretches])
  const already = own.added.length > 0 ? [] : coveringIds(message, chosen.stretches)
  const words = chosen.words.trim()
  if (!input.everywhere) {
    const isRead = [...words].length > 1 && !touches(message.masks, chosen.stretches)
    const wanted = isRead && words.length <= longestWords ? wantedWords(words) : null
    // How it was resolved is the ticket's as well as the message's.
    const same = stored.kind === 'resolution' && wanted && own.added.length > 0 ? await ticketChange(app, tx, ticket, wanted) : null
    const isOwn = (mask: OpenMask) => mask.places.every(([block]) => block === 'resolutionText')
    const resolution = same && {
      ...same.change,
      masks: same.change.masks.filter((mask) => mask.id > 0 || isOwn(mask)),
      added: same.change.added.filter(isOwn),
    }
    return {
      messages: own.added.length > 0 ? [{ ...own, messageId }] : [],
      ticket: resolution && resolution.added.length > 0 ? resolution : null,
      wanted,
      everywhere: null,
      here: 1,
      occurrences: 1,
      already,
    }
  }
  if (touches(message.masks, chosen.stretches))
    throw invalid('everywhere', 'Part of this is masked already. Choose words that can be read, or mask only here.')
  if ([...words].length < 2) throw invalid('everywhere', 'One character stands in too many places. Choose more of it.')
  if (words.length > longestWords) throw invalid('everywhere', 'This is too long to be looked for everywhere. Mask it where it stands.')
  const limits = { hereId: stored.id, most: mostOccurrences }
  return { ...(await planEverywhere(app, tx, ticket, { words, wanted: wantedWords(words) }, limits)), already }
}

/** Every place of a ticket in which the words can be read, as they would be masked. */
export async function planEverywhere(
  app: Pick<App, 'secrets'>,
  tx: Tx,
  ticket: Ticket,
  asked: NonNullable<MaskPlan['everywhere']>,
  { hereId, most }: { hereId: number | null; most: number },
): Promise<Omit<MaskPlan, 'already'>> {
  const messages: MessageChange[] = []
  let here = 0
  let occurrences = 0
  for (let last = 0, page = pageOfMessages; page === pageOfMessages; ) {
    const rows = await tx.many<StoredMessage>(messagesAfter, [tx.workspaceId, ticket.id, last, pageOfMessages])
    page = rows.length
    last = rows.at(-1)?.id ?? last
    const masks = await openMasks(app, tx, rows)
    for (const [n, stored] of rows.entries()) {
      const message = uncovered(stored, masks[n] ?? [])
      const found = findNow(stored, message, asked.wanted).filter((stretches) => coverMore(message, stretches) !== null)
      const changed = change(message, found)
      if (changed.added.length === 0) continue
      messages.push({ ...changed, messageId: stored.id })
      occurrences += found.length
      if (stored.id === hereId) here = found.length
    }
    if (occurrences > most) throw invalid('everywhere', 'This stands in too many places. Choose more of it.')
  }
  const changed = await ticketChange(app, tx, ticket, asked.wanted)
  return {
    messages,
    ticket: changed.change.added.length > 0 ? changed.change : null,
    wanted: asked.wanted,
    everywhere: asked,
    here,
    occurrences: occurrences + changed.occurrences,
  }
}

async function ticketChange(app: Pick<App, 'secrets'>, tx: Tx, ticket: Ticket, wanted: Wanted) {
  const rows = await tx.many<StoredMask>(masksOfTicket, [tx.workspaceId, ticket.id])
  const words = await wordsOf(tx, ticket)
  const own = uncoveredTicket(
    words,
    rows.map((row) => openMask(app, row)),
  )
  const found = findInTicket(words, own.masks, wanted).filter((stretches) => coverMore(own, stretches) !== null)
  return { change: change(own, found), occurrences: found.length }
}

/** Looks in what can be read now: a search that saw behind asterisks would tell what stands there. */
function findNow(stored: StoredMessage, message: UncoveredMessage, wanted: Wanted): Stretch[][] {
  return findWords(stored, wanted).map((stretches) => asTheyWere(message.masks, stretches))
}

function chooseIn(stored: StoredMessage, message: UncoveredMessage, input: MaskWords): { stretches: Stretch[]; words: string } {
  if ('text' in input) {
    const wanted = findNow(stored, message, wantedWords(input.text))
    const stretches = wanted[(input.occurrence ?? 1) - 1]
    // Everywhere it may stand in the title only, or in other messages.
    if (!stretches && !input.everywhere) throw invalid('text', 'This does not stand in the message.')
    return { stretches: stretches ?? [], words: input.text }
  }
  const { text } = tracedText(stored.body)
  if (input.revision !== stored.revision || storable(text) !== stored.text)
    throw new AppError('version_conflict', 'Somebody masked words of this message meanwhile. Look at it again and choose once more.', {
      revision: stored.revision,
    })
  if (input.to > text.length || input.from >= input.to) throw invalid('to', 'lies outside of the message')
  const chosen = selected(message, covered(message, message.masks), input.from, input.to)
  if (chosen.stretches.length === 0 || chosen.words.trim() === '') throw invalid('to', 'There are no words to mask here.')
  return chosen
}

function change<Of extends Uncovered>(of: Of, found: readonly (readonly Stretch[])[]): Change<Of> {
  let masks = of.masks
  let next = -1
  for (const stretches of found) {
    const more = coverMore({ parts: of.parts, masks }, stretches)
    if (!more) continue
    masks = [...masks.filter((mask) => !more.replaces.includes(mask)), { id: next--, places: more.places, words: more.words }]
  }
  return { of, masks, added: masks.filter(({ id }) => id < 0), removed: of.masks.filter((mask) => !masks.includes(mask)) }
}

function coveringIds({ masks }: Uncovered, stretches: readonly Stretch[]): number[] {
  const covers = (mask: OpenMask) =>
    mask.places.some((place) =>
      stretches.some(({ block, part, from, to }) => block === place[0] && part === place[1] && from < place[3] && place[2] < to),
    )
  return masks.filter(covers).map(({ id }) => id)
}

async function openMasks(app: Pick<App, 'secrets'>, tx: Tx, messages: readonly StoredMessage[]): Promise<OpenMask[][]> {
  const rows = await tx.many<StoredMask>(masksOfMessages, [tx.workspaceId, messages.map(({ id }) => id)])
  return messages.map(({ id }) => rows.filter((row) => row.messageId === id).map((row) => openMask(app, row)))
}
