import { contextOf, staffActorOf } from '../../access/index.ts'
import { notFound } from '../../platform/errors/index.ts'
import { type Http, hasRunOut, readFramedToken, sendFramed } from '../../platform/http/index.ts'
import { visibleEntry, writtenMail } from './outbox-views.ts'

/** The HTML of a mail exactly as it leaves, for a sandboxed frame. */
export function outboxContentRoute(http: Http): void {
  http.fastify.get<{ Params: { token: string } }>('/content/mail/:token', { schema: { hide: true } }, async (request, reply) => {
    const link = readFramedToken(http.app, 'mail', request.params.token)
    if (!link) throw notFound()
    const mail = await http.app.db.transaction(link.workspaceId, async (tx) => {
      if (hasRunOut(link, tx.now)) throw notFound()
      const viewer = await staffActorOf(tx, link.viewerId)
      if (!viewer) throw notFound()
      const ctx = contextOf(http.app, link.workspaceId, viewer)
      await visibleEntry(ctx, tx, link.id)
      return writtenMail(ctx, tx, link.id)
    })
    if ('problem' in mail) throw notFound()
    return sendFramed(http.app, reply, mail.html.replace('</body></html>', '{script}</body></html>'))
  })
}
