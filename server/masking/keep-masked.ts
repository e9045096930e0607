import type { App } from '../access/index.ts'
import type { Body } from '../messages/body/index.ts'
import type { NewMessage } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { type Door, type KeepMasked, registerKeepMasked } from '../tickets/index.ts'
import { carriedOver } from './carry-over.ts'
import { renderMasked } from './change-masks.ts'
import { coveredHtml, coveredJson, coveredText, findWords, type Wanted, wantedWords } from './find-words.ts'
import { asTheyWere, coverMore, type OpenMask, type Stretch, type UncoveredMessage, uncovered } from './masked-message.ts'
import { maskWhatCame } from './mask-words.ts'
import {
  deleteMasks,
  insertMasks,
  masksOfMessages,
  moveMask,
  oneMessage,
  type StoredMask,
  type StoredMessage,
  takeMaskIds,
  wordsOfTicket,
} from './masking.queries.ts'
import { isSame, openMask, openWords, sealMask } from './sealed-words.ts'
import { wordsOf } from './ticket-words.ts'

interface Standing {
  readonly id: number
  readonly words: string
  readonly wanted: Wanted
}

registerKeepMasked(async (app, tx, ticketId): Promise<KeepMasked> => {
  const words = await standingWords(app, tx, ticketId)
  const each = <T>(value: T, cover: (value: T, wanted: Wanted) => T) => words.reduce((covered, { wanted }) => cover(covered, wanted), value)
  return {
    text: (text) => each(text, coveredText),
    html: (html) => each(html, coveredHtml),
    json: (value) => each(value, coveredJson),
    fields: async (values) => {
      const { textFields } = await wordsOf(tx, { title: '', resolutionText: null, fields: values })
      const covered = Object.entries(values).map(([id, value]) => [
        id,
        typeof value === 'string' && textFields.includes(Number(id)) ? each(value, coveredText) : value,
      ])
      return Object.fromEntries(covered) as typeof values
    },
    message: (door, id, message) => coverNew(door, id, message, words),
    edited: (door, id, body) => coverEdited(door, id, body, words),
    whatCame: (door) => maskWhatCame(door, words),
  }
})

/**
 * Words sealed with a secret that is gone cannot be looked for; mail is taken in all the same. Of what is masked here and in a
 * ticket merged into this one the ticket's own stands: it stays when the other one leaves.
 */
async function standingWords(app: Pick<App, 'secrets'>, tx: Tx, ticketId: number): Promise<Standing[]> {
  const rows = await tx.many<{ id: number; ticketId: number; keyId: string; sealed: Buffer }>(wordsOfTicket, [tx.workspaceId, ticketId])
  const own = rows.filter((row) => row.ticketId === ticketId)
  const standing: Standing[] = []
  for (const { id, keyId, sealed } of new Set([...own, ...rows])) {
    if (!app.secrets.knows(keyId)) continue
    const words = openWords(app, sealed)
    if (!standing.some((other) => isSame(other.words, words))) standing.push({ id, words, wanted: wantedWords(words) })
  }
  return standing
}

/** A mail that quotes what is masked, or anybody who writes it again. */
async function coverNew(door: Door, id: number, message: NewMessage, words: readonly Standing[]): ReturnType<KeepMasked['message']> {
  const body = 'json' in message.body ? (JSON.parse(message.body.json) as Body) : message.body
  const of = uncovered({ body, subject: message.subject ?? null }, [])
  const found = words.flatMap(({ id: wordsId, wanted }) => findWords(of.original, wanted).map((stretches) => ({ wordsId, stretches })))
  if (found.length === 0) return { message, write: () => {} }
  const masks = (await masksFor(door, of, found)).filter(isNew)
  const covered = renderMasked(of, masks)
  return {
    message: { ...message, body: covered, subject: covered.subject, masks: covered.masks },
    write: () => writeMasks(door, id, masks),
  }
}

/** What somebody wrote anew: masks stay where their asterisks do, and what is masked everywhere is masked in it, too. */
async function coverEdited(door: Door, id: number, body: Body, words: readonly Standing[]): ReturnType<KeepMasked['edited']> {
  const { tx, ctx, ticket } = door
  const stored = await tx.one<StoredMessage>(oneMessage, [tx.workspaceId, ticket.id, id])
  const rows = await tx.many<StoredMask>(masksOfMessages, [tx.workspaceId, [id]])
  const before = rows.map((row) => openMask(ctx.app, row))
  const carried = carriedOver(stored, before, body)
  const of = uncovered({ body, subject: stored.subject }, carried)
  const found = words.flatMap(({ id: wordsId, wanted }) =>
    findWords({ body, subject: null }, wanted).map((stretches) => ({ wordsId, stretches: asTheyWere(carried, stretches) })),
  )
  const masks = await masksFor(door, of, found)
  const gone = before.filter((mask) => !masks.some((one) => one.id === mask.id)).map((mask) => mask.id)
  return {
    forms: renderMasked(of, masks),
    write() {
      if (gone.length > 0) door.write(deleteMasks, [tx.workspaceId, gone])
      for (const mask of masks.filter((one) => !isNew(one))) {
        const sealed = Buffer.from(sealMask(ctx.app, mask.words), 'base64')
        door.write(moveMask, [tx.workspaceId, mask.id, JSON.stringify(mask.places), ctx.app.secrets.keyId, sealed])
      }
      writeMasks(door, id, masks.filter(isNew))
    },
  }
}

type NewMask = OpenMask & { readonly wordsId: number }

function isNew(mask: OpenMask): mask is NewMask {
  return 'wordsId' in mask
}

async function masksFor(
  door: Door,
  of: UncoveredMessage,
  found: readonly { wordsId: number; stretches: readonly Stretch[] }[],
): Promise<(OpenMask | NewMask)[]> {
  const ids = found.length === 0 ? [] : await door.tx.many<{ id: number }>(takeMaskIds, [found.length])
  let masks: (OpenMask | NewMask)[] = [...of.masks]
  for (const [n, { wordsId, stretches }] of found.entries()) {
    const more = coverMore({ parts: of.parts, masks }, stretches)
    if (!more) continue
    const { places, words, replaces } = more
    masks = [...masks.filter((mask) => !replaces.includes(mask)), { id: ids[n]?.id ?? 0, wordsId, places, words }]
  }
  return masks
}

function writeMasks(door: Door, messageId: number, masks: readonly NewMask[]): void {
  const { tx, ctx, at } = door
  for (const { id, wordsId, places, words } of masks) {
    const rows = [{ id, message_id: messageId, ticket_id: null, places, sealed: sealMask(ctx.app, words) }]
    door.write(insertMasks, [tx.workspaceId, JSON.stringify(rows), wordsId, ctx.app.secrets.keyId, null, at])
  }
}
