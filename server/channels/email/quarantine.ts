import type { z } from 'zod'
import type { Context, StaffActor } from '../../access/index.ts'
import { notFound } from '../../platform/errors/index.ts'
import { type Envelope, quarantinedPage, replay } from './intake/intake.queries.ts'
import type { QuarantinedMail, QuarantineQuery } from './outbox.schema.ts'
import { decodedLine } from './reading/read-mail.ts'
import { headersOf, readHeaders } from './reading/headers.ts'
import { defaultLimits } from './reading/limits.ts'

interface QuarantinedRow {
  id: number
  receivedAt: Date
  error: string | null
  envelope: Envelope
  size: number
  keyId: string
  address: string
  sealed: Buffer | null
}

/** Mails that could not be read, newest first, with as much of their headers as can be. */
export function listQuarantine(ctx: Context<StaffActor>, asked: z.output<typeof QuarantineQuery>) {
  return ctx.transaction(async (tx) => {
    const below = asked.cursor ?? Number.MAX_SAFE_INTEGER
    const rows = await tx.many<QuarantinedRow>(quarantinedPage, [tx.workspaceId, below, asked.limit + 1])
    const shown = rows.slice(0, asked.limit)
    return { items: shown.map((row) => viewOf(ctx, row)), nextCursor: rows.length > asked.limit ? String(shown.at(-1)?.id) : null }
  })
}

/** Reads a mail again from the start, after whatever stood in its way was put right. */
export function replayMail(ctx: Context<StaffActor>, rawMailId: number): Promise<undefined> {
  return ctx.transaction(async (tx) => {
    if (!(await tx.maybe(replay, [tx.workspaceId, rawMailId, tx.now]))) throw notFound()
    tx.afterCommit(() => ctx.app.wake('raw_mails'))
    return undefined
  })
}

function viewOf(ctx: Context, row: QuarantinedRow): z.input<typeof QuarantinedMail> {
  const { from, subject } = clues(ctx, row)
  return {
    id: row.id,
    receivedAt: row.receivedAt,
    from: from || row.envelope.mailFrom || 'unknown',
    subject,
    error: row.error ?? 'unknown',
    address: row.address,
    size: row.size,
  }
}

function clues(ctx: Context, row: QuarantinedRow): { from: string; subject: string } {
  const nothing = { from: '', subject: '' }
  if (!row.sealed || !ctx.app.secrets.knows(row.keyId)) return nothing
  try {
    const raw = ctx.app.secrets.open('raw-mail', row.sealed)
    const headers = headersOf(readHeaders(raw, 0, Math.min(raw.length, 256 * 1024), defaultLimits).fields)
    return { from: decodedLine(headers.first('from') ?? '', 300), subject: decodedLine(headers.first('subject') ?? '', 300) }
  } catch {
    // It is here because it cannot be read; that its headers cannot either is no news.
    return nothing
  }
}
