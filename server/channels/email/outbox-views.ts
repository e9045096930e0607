import type { z } from 'zod'
import type { Context, StaffActor } from '../../access/index.ts'
import { type Relay, relayHost } from '../../desks/index.ts'
import { framedUrl } from '../../platform/http/index.ts'
import { outboxMail, retryMail } from '../../outbox/index.ts'
import { Filter, type Tx } from '../../platform/db/index.ts'
import { AppError, notFound } from '../../platform/errors/index.ts'
import { visibleTickets } from '../../tickets/index.ts'
import { type OutboxEntry, outboxEntries } from './outbox.queries.ts'
import type { OutboxList, OutboxMail, OutboxQuery } from './outbox.schema.ts'
import { relaysOfDesks } from './sending/compose.queries.ts'
import { type ComposedMail, composeMail } from './sending/compose-mail.ts'

/** Mails of tickets one may see, newest first. */
export function listOutbox(ctx: Context<StaffActor>, asked: z.output<typeof OutboxQuery>): Promise<z.input<typeof OutboxList>> {
  return ctx.transaction(async (tx) => {
    const where = new Filter().and('o.workspace_id = ?', tx.workspaceId)
    if (asked.state) where.and('o.state = ?', asked.state)
    if (asked.cursor) where.and('o.id < ?', asked.cursor)
    const rows = await entries(ctx, tx, where, asked.limit + 1)
    const items = rows.slice(0, asked.limit)
    const { smtpUrl } = ctx.app.config
    const own = smtpUrl === null ? await tx.maybe<{ relay: Relay }>(relaysOfDesks, [tx.workspaceId, [...ctx.actor.desks.keys()]]) : null
    return {
      items,
      nextCursor: rows.length > asked.limit ? String(items.at(-1)?.id) : null,
      relay: own ? `${own.relay.host}:${own.relay.port}` : smtpUrl && relayHost(smtpUrl),
    }
  })
}

/** One mail as it will leave, or left: written anew from what a customer may read now. */
export function readOutboxMail(ctx: Context<StaffActor>, outboxId: number): Promise<z.input<typeof OutboxMail>> {
  return ctx.transaction(async (tx) => {
    const entry = await visibleEntry(ctx, tx, outboxId)
    const mail = await writtenMail(ctx, tx, outboxId)
    if ('problem' in mail) return { ...entry, headers: [], text: '', contentUrl: null, problem: mail.problem }
    return {
      ...entry,
      headers: headersOf(mail.raw),
      text: mail.text,
      contentUrl: framedUrl(ctx.app, 'mail', { workspaceId: ctx.workspaceId, id: outboxId, viewerId: ctx.actor.userId }),
      problem: null,
    }
  })
}

export function retryOutboxMail(ctx: Context<StaffActor>, outboxId: number): Promise<{ state: 'waiting' }> {
  return ctx.transaction(async (tx) => {
    await visibleEntry(ctx, tx, outboxId)
    if (!(await retryMail(tx, outboxId)))
      throw new AppError('refused', 'This mail was sent, or is being sent right now.', { action: 'retry' })
    // Who asks for it now may have seen to what was missing.
    tx.afterCommit(() => ctx.app.wake('outbox', tx.workspaceId))
    return { state: 'waiting' as const }
  })
}

export async function visibleEntry(ctx: Context<StaffActor>, tx: Tx, outboxId: number): Promise<OutboxEntry> {
  const where = new Filter().and('o.workspace_id = ?', tx.workspaceId).and('o.id = ?', outboxId)
  const [entry] = await entries(ctx, tx, where, 1)
  if (!entry) throw notFound()
  return entry
}

export async function writtenMail(ctx: Context, tx: Tx, outboxId: number): Promise<ComposedMail | { problem: string }> {
  const row = await outboxMail(tx, outboxId)
  if (!row) throw notFound()
  return composeMail(tx, ctx.app, row)
}

function entries(ctx: Context<StaffActor>, tx: Tx, where: Filter, most: number): Promise<OutboxEntry[]> {
  const visible = visibleTickets(ctx.actor, where)
  const query = outboxEntries(where, visible, most)
  return tx.many<OutboxEntry>(query, where.values)
}

/** The header block of a mail, unfolded. */
function headersOf(raw: Buffer): { name: string; value: string }[] {
  const end = raw.indexOf('\r\n\r\n')
  const block = raw.toString('utf8', 0, end < 0 ? raw.length : end).replace(/\r\n[ \t]+/g, ' ')
  return block.split('\r\n').flatMap((line) => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }]
  })
}
