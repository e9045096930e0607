import { randomBytes } from 'node:crypto'
import { type App, type Context, contextOf, staffActorOf, type StaffActor } from '../../access/index.ts'
import { notFound } from '../../platform/errors/index.ts'
import type { Http } from '../../platform/http/index.ts'
import { visibleEntry, writtenMail } from './outbox-views.ts'

const lifetimeSeconds = 3600

/** The address of a mail's HTML for a sandboxed frame, bound to mail and viewer and short-lived, like that of a message. */
export function outboxContentUrl(ctx: Context<StaffActor>, outboxId: number): string {
  const expires = Math.ceil(Date.now() / 1000 / lifetimeSeconds) * lifetimeSeconds + lifetimeSeconds
  const text = [ctx.workspaceId, outboxId, ctx.actor.userId, expires].map((n) => n.toString(36)).join('.')
  return `/content/mail/${text}.${ctx.app.secrets.mac('content-link', `mail/${text}`).toString('base64url')}`
}

export function outboxContentRoute(http: Http): void {
  http.fastify.get<{ Params: { token: string } }>('/content/mail/:token', { schema: { hide: true } }, async (request, reply) => {
    const link = readToken(http.app, request.params.token)
    if (!link) throw notFound()
    const mail = await http.app.db.transaction(link.workspaceId, async (tx) => {
      const viewer = await staffActorOf(tx, link.viewerId)
      if (!viewer) throw notFound()
      const ctx = contextOf(http.app, link.workspaceId, viewer)
      await visibleEntry(ctx, tx, link.outboxId)
      return writtenMail(ctx, tx, link.outboxId)
    })
    if ('problem' in mail) throw notFound()
    const nonce = randomBytes(16).toString('base64')
    const script = `const tell=()=>parent.postMessage({type:'statedesk-height',height:Math.ceil(document.documentElement.getBoundingClientRect().height)},'*');new ResizeObserver(tell).observe(document.documentElement);addEventListener('load',tell)`
    reply.header('content-type', 'text/html; charset=utf-8')
    reply.header(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-scripts`,
    )
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cache-control', 'private, no-store')
    return reply.send(mail.html.replace('</body></html>', `<script nonce="${nonce}">${script}</script></body></html>`))
  })
}

function readToken(app: App, token: string): { workspaceId: number; outboxId: number; viewerId: number } | null {
  const at = token.lastIndexOf('.')
  const text = token.slice(0, at)
  if (at < 0 || !app.secrets.macMatches('content-link', `mail/${text}`, Buffer.from(token.slice(at + 1), 'base64url'))) return null
  const [workspaceId, outboxId, viewerId, expires] = text.split('.').map((part) => Number.parseInt(part, 36))
  if (!workspaceId || !outboxId || !viewerId || !expires || expires * 1000 < Date.now()) return null
  return { workspaceId, outboxId, viewerId }
}
