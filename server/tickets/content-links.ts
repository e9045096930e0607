import type { App, Context } from '../access/index.ts'

/** How long a link to a message's content works, in seconds. */
const lifetimeSeconds = 3600

export interface ContentLink {
  readonly workspaceId: number
  readonly messageId: number
  readonly viewerId: number
}

/**
 * The address of a message's HTML, for a sandboxed frame: bound to message and viewer, short-lived, and without the
 * viewer's cookie, since the frame has an origin of its own. Links of one hour are equal, so that browsers may cache.
 */
export function contentUrl(ctx: Context, messageId: number, viewerId: number): string {
  const expires = Math.ceil(Date.now() / 1000 / lifetimeSeconds) * lifetimeSeconds + lifetimeSeconds
  const text = [ctx.workspaceId, messageId, viewerId, expires].map((n) => n.toString(36)).join('.')
  return `/content/${text}.${mac(ctx.app, text)}`
}

/** @returns null for a link that is not ours or has run out */
export function readContentToken(app: App, token: string): ContentLink | null {
  const at = token.lastIndexOf('.')
  const text = token.slice(0, at)
  if (at < 0 || !app.secrets.macMatches('content-link', text, Buffer.from(token.slice(at + 1), 'base64url'))) return null
  const [workspaceId, messageId, viewerId, expires] = text.split('.').map((part) => Number.parseInt(part, 36))
  if (!workspaceId || !messageId || !viewerId || !expires || expires * 1000 < Date.now()) return null
  return { workspaceId, messageId, viewerId }
}

function mac(app: App, text: string): string {
  return app.secrets.mac('content-link', text).toString('base64url')
}
