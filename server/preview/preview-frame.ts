import { type Context, contextOf, type StaffActor, staffActorOf } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { framedUrl, hasRunOut, type Http, readFramedToken, sendFramed } from '../platform/http/index.ts'
import { findTicket } from '../tickets/index.ts'
import { withMarks } from './mark-findings.ts'
import { keepPreview, previewById } from './preview.queries.ts'

/** Keeps the HTML of a mail for its viewer, and gives the address a frame may load it from. */
export async function frameOf(ctx: Context<StaffActor>, tx: Tx, ticketId: number | null, html: string): Promise<string> {
  const { userId } = ctx.actor
  const { id } = await tx.one<{ id: number }>(keepPreview, [tx.workspaceId, userId, ticketId, withMarks(html), tx.now])
  return framedUrl(ctx.app, 'preview', { workspaceId: tx.workspaceId, id, viewerId: userId })
}

/** A mail that is only looked at, in the same frame and under the same policy as one that left. */
export function previewContentRoute(http: Http): void {
  http.fastify.get<{ Params: { token: string } }>('/content/preview/:token', { schema: { hide: true } }, async (request, reply) => {
    const link = readFramedToken(http.app, 'preview', request.params.token)
    if (!link) throw notFound()
    const html = await http.app.db.transaction(link.workspaceId, async (tx) => {
      if (hasRunOut(link, tx.now)) throw notFound()
      const viewer = await staffActorOf(tx, link.viewerId)
      const preview = await tx.maybe<{ ticketId: number | null; html: string }>(previewById, [tx.workspaceId, link.viewerId, link.id])
      if (!viewer || !preview) throw notFound()
      if (preview.ticketId !== null) await findTicket(contextOf(http.app, link.workspaceId, viewer), tx, String(preview.ticketId))
      return preview.html
    })
    return sendFramed(
      http.app,
      reply,
      html.replace('<body>', '<body style="margin:0">').replace('</body></html>', '{script}</body></html>'),
    )
  })
}
