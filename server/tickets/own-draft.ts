import type { App } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import type { DraftContent } from './held-draft.ts'
import { keepMasked } from './keep-masked.ts'
import { dropDraft, lockDraft, readDraft, writeDraft, writeDraftSeen } from './ticket-views.queries.ts'

/** Somebody’s draft on a ticket. */
export interface DraftPlace {
  readonly userId: number
  readonly ticketId: number
  readonly kind: 'reply' | 'note'
}

export interface StoredDraft {
  readonly draft: DraftContent | null
  readonly updatedAt: Date | null
}

export async function readDraftOf(tx: Tx, place: DraftPlace): Promise<StoredDraft> {
  const row = await tx.maybe<{ content: DraftContent; updatedAt: Date }>(readDraft, keyOf(tx, place))
  return { draft: row?.content ?? null, updatedAt: row?.updatedAt ?? null }
}

/**
 * Keeps what is being written. A held reply that came back, or what was written in another window, may stand there since:
 * it is not overwritten by who has not seen it. An open composer goes on with words that were masked meanwhile: they are
 * kept with asterisks.
 */
export async function keepDraft(
  app: Pick<App, 'secrets'>,
  tx: Tx,
  place: DraftPlace,
  content: DraftContent,
  seen: Date | null | undefined,
): Promise<void> {
  // Whoever masks words at this moment holds the draft: their words are known once it is ours.
  await tx.maybe(lockDraft, keyOf(tx, place))
  const html = (await keepMasked(app, tx, place.ticketId)).html(content.html)
  const row = [...keyOf(tx, place), JSON.stringify({ ...content, html }), tx.now]
  if (seen === undefined) return void (await tx.run(writeDraft, row))
  if (await tx.maybe(writeDraftSeen, [...row, seen])) return
  throw otherDraft()
}

/** @param seen as it was last seen, if only that one is to go */
export async function dropDraftOf(tx: Tx, place: DraftPlace, seen: Date | undefined): Promise<void> {
  await tx.run(dropDraft, [...keyOf(tx, place), seen ?? null])
  if (seen && (await readDraftOf(tx, place)).draft) throw otherDraft()
}

/** The words are not in it: no problem holds what people write. */
function otherDraft(): AppError {
  return new AppError('version_conflict', 'Another draft of yours is kept here by now. Put both together, and keep that.')
}

function keyOf(tx: Tx, { userId, ticketId, kind }: DraftPlace) {
  return [tx.workspaceId, userId, ticketId, kind]
}
