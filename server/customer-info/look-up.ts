import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { findTicket } from '../tickets/index.ts'
import { askOnce } from './answer-cache.ts'
import { countQuestion } from './ask-limit.ts'
import { type Asked, askSource } from './ask-source.ts'
import { contactKnownBy, type ContactRow, type SourceRow, sourcesFor } from './customer-info.queries.ts'
import type { InfoResult, SearchInformation } from './customer-info.schema.ts'
import type { InfoValues } from './fill-request.ts'
import { reasonInWords, stateOf } from './outcome.ts'
import { sourceOf } from './sources.ts'

export type ResultView = z.input<typeof InfoResult>

interface Asking {
  /** Only this one. */
  readonly source?: number | undefined
  readonly refresh: boolean
}

/** What other systems know about the contact of a ticket, each by itself. @throws not_found; rate_limited */
export async function customerInfoOf(ctx: Context<StaffActor>, ref: string, asking: Asking): Promise<ResultView[]> {
  const { rows, contact } = await ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const found = await tx.many<SourceRow>(sourcesFor, [tx.workspaceId, [ticket.deskId], ['tickets', 'both']])
    const known = ticket.contactId === null ? null : await tx.maybe<ContactRow>(contactKnownBy, [tx.workspaceId, ticket.contactId])
    // Somebody with several addresses wrote from one of them.
    return { rows: found, contact: known && { ...known, email: ticket.contactEmail ?? known.email } }
  })
  const sources = chosen(rows, asking.source)
  if (sources.length === 0) return []
  countQuestion(ctx, 'ticket')
  return askAll(ctx, sources, valuesOf(contact), asking.refresh)
}

/** The same about anybody, by what is typed, for the sources of one’s desks. @throws not_found; rate_limited */
export async function searchInformation(
  ctx: Context<StaffActor>,
  { text, source, refresh }: z.output<typeof SearchInformation>,
): Promise<ResultView[]> {
  const desks = [...ctx.actor.desks.keys()]
  const rows = await ctx.transaction((tx) => tx.many<SourceRow>(sourcesFor, [tx.workspaceId, desks, ['search', 'both']]))
  const sources = chosen(rows, source)
  if (sources.length === 0) return []
  countQuestion(ctx, 'search')
  return askAll(ctx, sources, { search: text }, refresh)
}

function chosen(rows: readonly SourceRow[], source: number | undefined): readonly SourceRow[] {
  if (source === undefined) return rows
  const one = rows.find(({ id }) => id === source)
  if (!one) throw notFound()
  return [one]
}

/** At once, and outside of any transaction: a slow one holds neither the others nor a connection to the database. */
function askAll(ctx: Context<StaffActor>, rows: readonly SourceRow[], values: InfoValues, refresh: boolean): Promise<ResultView[]> {
  const { app, workspaceId } = ctx
  return Promise.all(
    rows.map(async (row) => {
      const question = { workspaceId, sourceId: row.id, version: row.version, values }
      const asked = await askOnce(app, question, refresh, () => askSource(app, sourceOf(row), values))
      return resultOf(ctx, { id: row.id, name: row.name, timeoutSeconds: row.timeoutSeconds }, asked)
    }),
  )
}

export function resultOf(
  ctx: Context<StaffActor>,
  source: { id: number | null; name: string; timeoutSeconds: number },
  { reason, fields, status, ms, variables }: Asked,
): ResultView {
  return {
    source: { id: source.id, name: source.name },
    state: reason === null ? 'found' : stateOf(reason),
    fields: [...fields],
    reason,
    message: reason && reasonInWords(reason, { status, variables, seconds: source.timeoutSeconds }, ctx.language),
    status,
    ms,
  }
}

function valuesOf(contact: ContactRow | null): InfoValues {
  if (!contact) return {}
  // Who is known by their address alone has it as their name.
  const name = contact.name === contact.email ? '' : contact.name
  return {
    'contact.email': contact.email ?? '',
    'contact.phone': contact.phone ?? '',
    'contact.name': name,
    'contact.external_id': contact.externalId ?? '',
    search: contact.email ?? contact.phone ?? name,
  }
}
