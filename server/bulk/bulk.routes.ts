import { z } from 'zod'
import { notFound } from '../platform/errors/index.ts'
import { detailOf } from '../platform/http/problem.ts'
import { type Http, limitIn, pageOf, route } from '../platform/http/index.ts'
import { failuresOf, runById, type RunRow, runsOf } from './bulk.queries.ts'
import { BulkActions, BulkId, BulkPreview, BulkRun, FailurePage, StartBulk } from './bulk.schema.ts'
import type { FailureRow } from './bulk.queries.ts'
import { bulkActionsFor } from './permissions.ts'
import { previewBulk } from './preview-bulk.ts'
import { cancelBulk, readRun, runOut, startBulk, undoBulk } from './start-bulk.ts'

const common = { tag: 'Bulk', access: 'staff' } as const
const cursor = z
  .string()
  .regex(/^\d{1,15}$/, 'is not a cursor')
  .transform(Number)
  .optional()

export function bulkRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'POST',
    url: '/previews/bulk',
    summary: 'What an action would do to many tickets: whom it would mail, and which would refuse it',
    body: StartBulk,
    response: { 200: BulkPreview },
    handle: ({ ctx, body }) => previewBulk(ctx, body),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/bulk',
    summary: 'Do an action to many tickets, with one’s own rights, in the background',
    idempotent: true,
    body: StartBulk,
    response: { 202: BulkRun },
    handle: ({ ctx, body }) => startBulk(ctx, body),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/bulk',
    summary: 'One’s own bulk changes of the last days, newest first',
    query: z.strictObject({ running: z.stringbool().optional(), limit: limitIn, cursor }),
    response: { 200: pageOf(BulkRun) },
    handle: ({ ctx, query }) =>
      ctx.transaction(async (tx) => {
        const before = query.cursor ?? Number.MAX_SAFE_INTEGER
        const rows = await tx.many<RunRow>(runsOf, [tx.workspaceId, ctx.actor.userId, before, query.running === true, query.limit + 1])
        const items = rows.slice(0, query.limit)
        return { items: items.map((row) => runOut(ctx, tx, row)), nextCursor: nextOf(rows, query.limit, items.at(-1)?.id) }
      }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/bulk/actions',
    summary: 'What can be done to many tickets, and which right one lacks for it; a ticket may refuse it still',
    response: { 200: BulkActions },
    handle: async ({ ctx }) => ({ items: bulkActionsFor(ctx) }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/bulk/:id',
    summary: 'How far a bulk change is',
    params: BulkId,
    response: { 200: BulkRun },
    handle: ({ ctx, params }) => readRun(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/bulk/:id/failures',
    summary: 'The tickets that a bulk change could not be done to, each with its reason',
    params: BulkId,
    query: z.strictObject({ limit: limitIn, cursor }),
    response: { 200: FailurePage },
    handle: ({ ctx, params, query }) =>
      ctx.transaction(async (tx) => {
        if (!(await tx.maybe<RunRow>(runById, [tx.workspaceId, ctx.actor.userId, params.id]))) throw notFound()
        const rows = await tx.many<FailureRow>(failuresOf, [
          tx.workspaceId,
          params.id,
          query.cursor ?? 0,
          query.limit + 1,
          detailOf(notFound(), ctx.language),
        ])
        const items = rows.slice(0, query.limit)
        return { items, nextCursor: nextOf(rows, query.limit, items.at(-1)?.ticket) }
      }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/bulk/:id/cancel',
    summary: 'Begin nothing more of a bulk change; what is done stays done',
    params: BulkId,
    response: { 200: BulkRun },
    handle: ({ ctx, params }) => cancelBulk(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/bulk/:id/undo',
    summary: 'Take a bulk change back, on every ticket that nobody changed since; a bulk change of its own',
    idempotent: true,
    params: BulkId,
    response: { 202: BulkRun },
    handle: ({ ctx, params }) => undoBulk(ctx, params.id),
  })
}

function nextOf(rows: readonly unknown[], limit: number, last: number | undefined): string | null {
  return rows.length > limit && last !== undefined ? String(last) : null
}
