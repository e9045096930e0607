import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { type Body, bodyToText } from '../messages/index.ts'
import { bodyToHtml, storable } from '../messages/body/index.ts'
import { Filter, type Tx } from '../platform/db/index.ts'
import { forbidden, notFound } from '../platform/errors/index.ts'
import { findTicket, languageOfTicket, type Ticket, type TicketToCome, ticketToCome, ticketValues } from '../tickets/index.ts'
import { type Language, type Values, type Variable, variableNames, variables } from '../variables/index.ts'
import { fillBody } from '../wording/index.ts'
import { ownBody } from './own-body.ts'
import { searched, summaryOf } from './prepared-texts.ts'
import { copyFiles, countUse, type StoredText, textById, type TextRow, textsByUse } from './texts.queries.ts'
import type { FilledText, FilledWords, InsertedText, TextSummary } from './texts.schema.ts'

const mostShown = 100
/** What no shortcut begins with. */
const noShortcut = '/'

/** The ticket that words are for: one that is there, by its reference, or one that comes with them. */
export type WritingOn = string | TicketToCome

function ticketOf(ctx: Context<StaffActor>, tx: Tx, on: WritingOn): Promise<Ticket> {
  return typeof on === 'string' ? findTicket(ctx, tx, on) : ticketToCome(ctx, tx, on)
}

/** What can be inserted on this ticket: everybody's, the desk's, one's teams' and one's own; what one uses oneself first. */
export function textsForTicket(
  ctx: Context<StaffActor>,
  on: WritingOn,
  { kind, q }: { kind: 'canned' | 'template'; q?: string | undefined },
): Promise<z.input<typeof TextSummary>[]> {
  return ctx.transaction(async (tx) => {
    const ticket = await ticketOf(ctx, tx, on)
    const where = new Filter().and('p.workspace_id = ?', tx.workspaceId).and('p.kind = ?', kind)
    where.and(
      "(p.scope = 'all' OR p.desk_id = ? OR p.team_id = ANY (?::bigint[]) OR p.owner_id = ?)",
      ticket.deskId,
      ctx.actor.teams,
      ctx.actor.userId,
    )
    searched(where, q)
    const [me, shortcut] = [
      where.value(ctx.actor.userId),
      where.value(
        storable(q ?? '')
          .trim()
          .toLowerCase() || noShortcut,
      ),
    ]
    const rows = await tx.many<TextRow>(textsByUse(where, me, shortcut, mostShown), where.values)
    return rows.map((row) => summaryOf(ctx, row))
  })
}

/** One of them with its variables filled, to look at. */
export function textForTicket(
  ctx: Context<StaffActor>,
  { on, id }: { on: WritingOn; id: number },
  language?: Language,
): Promise<z.input<typeof FilledText>> {
  return ctx.transaction(async (tx) => {
    const ticket = await ticketOf(ctx, tx, on)
    const text = await usable(ctx, tx, ticket, id)
    return { id, title: text.title, ...(await filledFor(ctx, tx, ticket, text.body, language)), files: text.files }
  })
}

/** The same to put into a message: its files come along as uploads, and the use is counted. */
export function insertTextOn(
  ctx: Context<StaffActor>,
  { on, id }: { on: WritingOn; id: number },
  language?: Language,
): Promise<z.input<typeof InsertedText>> {
  return ctx.transaction(async (tx) => {
    const ticket = await ticketOf(ctx, tx, on)
    if (!ctx.actor.permissions.has('tickets.reply') && !ctx.actor.permissions.has('tickets.note')) throw forbidden('tickets.note')
    const text = await usable(ctx, tx, ticket, id)
    const attachments =
      text.fileCount === 0
        ? []
        : await tx.many<{ id: number; filename: string; contentType: string; size: number }>(copyFiles, [
            tx.workspaceId,
            id,
            ctx.actor.userId,
            tx.now,
          ])
    await tx.run(countUse, [tx.workspaceId, id, ctx.actor.userId, tx.now])
    return { id, title: text.title, ...(await filledFor(ctx, tx, ticket, text.body, language)), attachments }
  })
}

/** Fills the variables of words that are being written. */
export function fillWords(
  ctx: Context<StaffActor>,
  on: WritingOn,
  { html, language }: { html: string; language?: Language | undefined },
): Promise<z.input<typeof FilledWords>> {
  return ctx.transaction(async (tx) => filledFor(ctx, tx, await ticketOf(ctx, tx, on), ownBody(html), language))
}

/** How a text will look on a ticket, or on one that is made up. */
export function previewText(
  ctx: Context<StaffActor>,
  { html, ticket, language }: { html: string; ticket?: string | undefined; language?: Language | undefined },
): Promise<z.input<typeof FilledWords>> {
  if (ticket !== undefined) return fillWords(ctx, ticket, { html, language })
  return Promise.resolve(inWords(ownBody(html), { ...exampleValues(), agent_name: ctx.actor.name }))
}

function exampleValues(): Values {
  return Object.fromEntries(variableNames.map((name) => [name, (variables[name] as Variable).example]))
}

async function usable(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket, id: number): Promise<StoredText> {
  const text = await tx.maybe<StoredText>(textById, [tx.workspaceId, id])
  const { actor } = ctx
  const fits =
    text &&
    (text.scope === 'all' ||
      text.desk?.id === ticket.deskId ||
      (text.team !== null && actor.teams.includes(text.team.id)) ||
      text.ownerId === actor.userId)
  if (!fits) throw notFound()
  return text
}

async function filledFor(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket, body: Body, language = languageOfTicket(ticket)) {
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  return inWords(body, await ticketValues(tx, { ticket, lifecycle, actor: ctx.actor, now: tx.now, language }))
}

function inWords(body: Body, values: Values) {
  const { filled, unfilled, unknown } = fillBody(body, values)
  return { html: bodyToHtml(filled), text: bodyToText(filled), unfilled: [...unfilled], unknown: [...unknown] }
}
