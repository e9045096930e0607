import type { Context } from '../access/index.ts'
import { indexNow } from '../search/index.ts'
import { changeTicket, type Door, requirePermission } from '../tickets/index.ts'
import { changeMasks } from './change-masks.ts'
import { coverCopies, coverHeld, coverLog } from './cover-copies.ts'
import { rewriteGivenAnswers } from './given-answers.ts'
import type { Wanted } from './find-words.ts'
import { insertWords, wordsOfTicket } from './masking.queries.ts'
import type { MaskWords } from './masking.schema.ts'
import { type MaskPlan, planEverywhere, planMask } from './plan-mask.ts'
import { isSame, openWords } from './sealed-words.ts'

interface MaskInput {
  readonly ticketId: string
  readonly messageId: number
  readonly input: MaskWords
}

export interface Masked {
  readonly masks: number[]
  readonly occurrences: number
}

/**
 * Puts asterisks in the place of words, in every form in which they are kept, and seals the words. Everywhere: in all messages
 * of the ticket, its title and resolution, the drafts of it, the words of its log, and in whatever will be said there.
 */
export function maskWords(ctx: Context, { ticketId, messageId, input }: MaskInput): Promise<Masked> {
  requirePermission(ctx, 'tickets.edit')
  return changeTicket(ctx, { ticketId }, async (door) => {
    const plan = await planMask(ctx.app, door.tx, { ticket: door.ticket, messageId, input })
    const words = plan.everywhere && (await standingWords(door, plan.everywhere.words))
    if (plan.messages.length === 0 && !plan.ticket && !words?.isNew) return { masks: [...plan.already], occurrences: 0 }
    return carryOut(door, plan, { messageId, wordsId: words?.id ?? null })
  })
}

/** Words that are masked everywhere in a ticket are so in what came to it from another one; where it stood does not matter. */
export async function maskWhatCame(door: Door, words: readonly { id: number; words: string; wanted: Wanted }[]): Promise<void> {
  for (const { id, ...asked } of words) {
    const plan = await planEverywhere(door.ctx.app, door.tx, door.ticket, asked, { hereId: null, most: Number.POSITIVE_INFINITY })
    if (plan.occurrences > 0)
      await carryOut(door, { ...plan, already: [] }, { messageId: plan.messages[0]?.messageId ?? null, wordsId: id })
  }
}

async function carryOut(
  door: Door,
  plan: MaskPlan,
  { messageId, wordsId }: { messageId: number | null; wordsId: number | null },
): Promise<Masked> {
  const { tx, ticket } = door
  const before = ticket.title
  const { written, idOf } = await changeMasks(door, { messages: plan.messages, ticket: plan.ticket, wordsId })
  if (plan.everywhere) await coverCopies(tx, ticket.id, plan.everywhere.wanted)
  if (plan.wanted) await coverHeld(tx, ticket.id, plan.wanted, plan.everywhere || messageId === null ? null : [messageId])
  const log = plan.wanted ? await coverLog(tx, ticket.id, plan.wanted) : null
  await rewriteGivenAnswers(tx, ticket, written)
  const here = plan.messages.find((change) => change.messageId === messageId)
  const masks = here ? here.added.map(({ id }) => idOf(here, id)) : [...plan.already]
  door.log('message.masked', {
    message: messageId,
    mask: masks[0] ?? null,
    everywhere: plan.everywhere !== null,
    count: plan.occurrences,
    ...(log && log.rewritten.length > 0 ? log : {}),
  })
  // A title stands in what is found of every message.
  door.then(() => indexNow(tx, { ticketIds: ticket.title === before ? [] : [ticket.id], messageIds: [...written.keys()] }))
  return { masks, occurrences: plan.occurrences }
}

/**
 * The row of words that are masked everywhere; words that are already are not kept twice. A row of a ticket that was merged
 * into this one leaves with it again, so it does not stand for this one.
 */
async function standingWords(door: Door, words: string): Promise<{ id: number; isNew: boolean }> {
  const { tx, ticket, ctx } = door
  const known = await tx.many<{ id: number; ticketId: number; sealed: Buffer }>(wordsOfTicket, [tx.workspaceId, ticket.id])
  const same = known.find(({ ticketId, sealed }) => ticketId === ticket.id && isSame(openWords(ctx.app, sealed), words))
  if (same) return { id: same.id, isNew: false }
  const sealed = ctx.app.secrets.seal('masked-text', Buffer.from(words))
  const by = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  const { id } = await tx.one<{ id: number }>(insertWords, [tx.workspaceId, ticket.id, ctx.app.secrets.keyId, sealed, by, door.at])
  ticket.maskedWords += 1
  return { id, isNew: true }
}
