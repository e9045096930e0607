import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { App } from '../context.ts'

/** How long a link to framed content works, in seconds. */
const lifetimeSeconds = 3600

/** What is shown in the frame: a message of a ticket, a mail of the outbox, or a mail that is only looked at. */
type Kind = 'message' | 'mail' | 'preview'

export interface FramedLink {
  readonly workspaceId: number
  readonly id: number
  readonly viewerId: number
}

/** What a link says; whether it has run out is for the database's clock to say. */
export interface ReadLink extends FramedLink {
  readonly expiresAt: Date
}

/**
 * The address of untrusted HTML for a sandboxed frame: bound to what it shows and to its viewer, short-lived, and
 * without the viewer's cookie, since the frame has an origin of its own. Links of one hour are equal.
 */
export function framedUrl(app: App, kind: Kind, { workspaceId, id, viewerId }: FramedLink): string {
  const expires = Math.ceil(app.db.time().getTime() / 1000 / lifetimeSeconds) * lifetimeSeconds + lifetimeSeconds
  const text = [workspaceId, id, viewerId, expires].map((n) => n.toString(36)).join('.')
  const mac = app.secrets.mac('content-link', `${kind}/${text}`).toString('base64url')
  return `${app.config.contentUrl ?? ''}/content/${kind === 'message' ? '' : `${kind}/`}${text}.${mac}`
}

/** @returns null for a link that is not ours. Whoever serves it asks a transaction whether it `hasRunOut`. */
export function readFramedToken(app: App, kind: Kind, token: string): ReadLink | null {
  const at = token.lastIndexOf('.')
  const text = token.slice(0, at)
  if (at < 0 || !app.secrets.macMatches('content-link', `${kind}/${text}`, Buffer.from(token.slice(at + 1), 'base64url'))) return null
  const [workspaceId, id, viewerId, expires] = text.split('.').map((part) => Number.parseInt(part, 36))
  if (!workspaceId || !id || !viewerId || !expires) return null
  return { workspaceId, id, viewerId, expiresAt: new Date(expires * 1000) }
}

export function hasRunOut({ expiresAt }: ReadLink, now: Date): boolean {
  return expiresAt < now
}

/**
 * Sends a page into the frame under its own policy: nothing loads but styles written into it and images that are part
 * of it, and one script of ours that tells the frame's height and what is selected, by positions, and passes keys on, so that shortcuts
 * go on working.
 * @param page with `{script}` where the script belongs
 */
export function sendFramed(app: App, reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const ancestors = app.config.contentUrl && app.config.publicUrl ? `'self' ${app.config.publicUrl}` : "'self'"
  reply.header('content-type', 'text/html; charset=utf-8')
  reply.header(
    'content-security-policy',
    `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}; sandbox allow-popups allow-popups-to-escape-sandbox allow-scripts`,
  )
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'no-referrer')
  reply.header('cache-control', 'private, no-store')
  return reply.send(page.replace('{script}', () => `<script nonce="${nonce}">${script}</script>`))
}

const script = `
const tell=()=>parent.postMessage({type:'statedesk-height',height:Math.ceil(Math.max(...[document.body,document.documentElement].map(e=>e.getBoundingClientRect().height))),theme:document.documentElement.dataset.theme},'*');
new ResizeObserver(tell).observe(document.body);addEventListener('load',tell);addEventListener('toggle',tell,true);
addEventListener('keydown',e=>{if(!e.target.closest||!e.target.closest('summary,a,[data-mask]'))parent.postMessage({type:'statedesk-key',key:e.key,ctrlKey:e.ctrlKey,metaKey:e.metaKey,shiftKey:e.shiftKey,altKey:e.altKey},'*')});
const place=(el,node,offset)=>{const r=document.createRange();r.selectNodeContents(el);r.setEnd(node,offset);return +el.dataset.at+r.toString().length};
const chosen=()=>{const s=getSelection(),none={type:'statedesk-selection',from:0,to:0};if(!s.rangeCount||s.isCollapsed)return none;
const r=s.getRangeAt(0),all=[...document.querySelectorAll('[data-at]')].filter(e=>r.intersectsNode(e)),a=all[0],b=all.at(-1);if(!a)return none;
const box=r.getBoundingClientRect();return{type:'statedesk-selection',from:a.contains(r.startContainer)?place(a,r.startContainer,r.startOffset):+a.dataset.at,
to:b.contains(r.endContainer)?place(b,r.endContainer,r.endOffset):+b.dataset.at+b.textContent.length,left:box.left,right:box.right,top:box.top,bottom:box.bottom}};
let soon;addEventListener('selectionchange',()=>{clearTimeout(soon);soon=setTimeout(()=>parent.postMessage(chosen(),'*'),120)},true);
const mask=e=>{const m=e.target.closest&&e.target.closest('[data-mask]');if(m&&getSelection().isCollapsed){e.preventDefault();parent.postMessage({type:'statedesk-mask',mask:m.dataset.mask},'*')}};
addEventListener('click',mask);addEventListener('keydown',e=>{if(e.key==='Enter'||e.key===' ')mask(e)});
tell();
`
