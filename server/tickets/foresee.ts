import { decide, type EventInput, refusalMessage } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { deskSettings } from '../desks/index.ts'
import { hasCategories } from '../forms/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { inLanguage } from '../platform/words/index.ts'
import { lacksCategory } from './about.ts'
import { engineActor } from './door.ts'
import { factsOf } from './facts.ts'
import { folderRefusal } from './folder-refusal.ts'
import { allColumns, isUnresolved, type Ticket } from './ticket.ts'

/** What would become of a ticket, as far as it can be told before it is locked. */
export interface Foresight {
  readonly refusal: { readonly code: string; readonly message: string } | null
  /** Its customer would be sent a mail, if it has one who can be mailed. */
  readonly mails: boolean
}

/** An action in the words of the folders and of the engine. */
export interface Foreseen {
  readonly action: string
  readonly event?: Pick<EventInput, 'type' | 'to'> & { readonly confirmed?: boolean }
  /** Whom it would belong to. */
  readonly assigneeId?: number | null
  readonly text?: string
  /** A category comes with it. */
  readonly isFiled?: boolean
}

export type ForeseenTicket = Ticket & { deskSettings: unknown }

export const ticketsToForesee = query(
  'foresee.tickets',
  `SELECT ${allColumns}, d.settings AS "deskSettings" FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
   WHERE t.workspace_id = $1 AND t.id = ANY ($2::bigint[])`,
)

/** Asks the folder and the engine what an action would do to a ticket; the verb asks again, under the lock. */
export async function foresee(ctx: Context<StaffActor>, tx: Tx, ticket: ForeseenTicket, asked: Foreseen): Promise<Foresight> {
  const away = folderRefusal(asked.action, ticket)
  if (away) return { refusal: { ...away, message: inLanguage(`This is not possible: ${away.message}`, ctx.language) }, mails: false }
  if (!asked.event) return { refusal: null, mails: false }
  const { type, to, confirmed } = asked.event
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const settings = deskSettings(ticket.deskSettings)
  const then = asked.assigneeId === undefined ? ticket : { ...ticket, assigneeId: asked.assigneeId }
  const facts = await factsOf(tx, then, lifecycle, settings, [type], { confirmed })
  const decision = decide(lifecycle, { status: ticket.status }, { type, to, actor: engineActor(ctx.actor, type) }, facts)
  if (!decision.ok) return { refusal: { code: decision.reason, message: refusalMessage(lifecycle, decision, ctx.language) }, mails: false }
  const effects = decision.steps.flatMap((step) => step.effects)
  const mails = effects.some((effect) => effect === 'resolution_mail' || effect === 'hold_mail')
  if (type === 'resolve' && mails && settings.resolutionTextRequired && !asked.text?.trim()) {
    const message = inLanguage('This desk asks for a resolution text. Say how it was resolved.', ctx.language)
    return { refusal: { code: 'text_missing', message }, mails: false }
  }
  const finishes = isUnresolved(ticket) && !isUnresolved({ category: lifecycle.statuses[decision.to]?.category ?? ticket.category })
  const asksCategory = finishes && !asked.isFiled && !ctx.actor.isService && lacksCategory(ticket, settings)
  if (asksCategory && (await hasCategories(tx, ticket.deskId))) {
    const message = inLanguage('This desk files every ticket before it is resolved. Name a category.', ctx.language)
    return { refusal: { code: 'category_missing', message }, mails: false }
  }
  return { refusal: null, mails }
}
