import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { type Body, bodyToText } from '../messages/index.ts'
import { clip } from '../messages/body/index.ts'
import { Filter } from '../platform/db/index.ts'
import { visibleTickets } from '../tickets/index.ts'
import { writtenLately } from './texts.queries.ts'
import type { Written, WrittenQuery } from './texts.schema.ts'

interface Row {
  id: number
  kind: 'reply' | 'note' | 'resolution' | 'hold'
  at: Date
  body: Body
  reference: string
  title: string
}

const longest = 20_000

/**
 * What somebody wrote before, newest first: only of tickets they may still see, and as it reads now, so that what was masked
 * since stays masked.
 */
export function writtenBefore(
  ctx: Context<StaffActor>,
  { kind, limit, cursor }: z.output<typeof WrittenQuery>,
): Promise<{ items: z.input<typeof Written>[]; nextCursor: string | null }> {
  return ctx.transaction(async (tx) => {
    const where = new Filter().and('m.workspace_id = ?', tx.workspaceId).and('m.author_id = ?', ctx.actor.userId)
    if (kind) where.and('m.kind = ?', kind)
    if (cursor) where.and('m.id < ?', cursor)
    const visible = visibleTickets(ctx.actor, where)
    const rows = await tx.many<Row>(writtenLately(where, visible, limit + 1), where.values)
    const items = rows.slice(0, limit)
    return { items: items.map(writtenOf), nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null }
  })
}

function writtenOf({ body, reference, title, ...row }: Row): z.input<typeof Written> {
  const text = bodyToText(body, { withQuotes: false })
  return { ...row, ticket: { reference, title }, text: clip(text, longest), clipped: text.length > longest }
}
