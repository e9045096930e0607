import { z } from 'zod'
import { contextOf, staffActorOf } from '../access/index.ts'
import { type AttachmentRow, type Body, bodyToFrameHtml, messageQueries } from '../messages/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { type Http, hasRunOut, id, idIn, readFramedToken, route, sendFramed } from '../platform/http/index.ts'
import { findTicket } from './find-ticket.ts'
import { copyAttachment, seenAttachment } from './seen-attachment.ts'
import { storeUpload } from './store-upload.ts'
import { streamBlob } from './stream-attachment.ts'

const largestInlineImage = 10 * 1024 * 1024

/** Bytes and untrusted HTML: attachments, uploads, and the content of messages for a sandboxed frame. */
export function contentRoutes(http: Http): void {
  route(http, {
    method: 'POST',
    url: '/uploads',
    summary: 'Upload a file, to attach it to a message',
    tag: 'messages',
    access: 'staff',
    verbPermission: 'tickets.reply',
    upload: true,
    response: { 201: z.object({ id, filename: z.string(), contentType: z.string(), size: z.number() }) },
    handle: ({ ctx, request }) => storeUpload(ctx, request),
  })

  route(http, {
    method: 'POST',
    url: '/attachments/:id/copy',
    summary: 'Take an attachment one sees as an upload of one’s own, to send it on',
    tag: 'messages',
    access: 'staff',
    verbPermission: 'tickets.reply',
    params: z.object({ id: idIn }),
    response: { 201: z.object({ id, filename: z.string(), contentType: z.string(), size: z.number() }) },
    handle: ({ ctx, params }) => copyAttachment(ctx, params.id),
  })

  route(http, {
    method: 'GET',
    url: '/attachments/:id',
    summary: 'Download an attachment; images may be asked for inline',
    tag: 'messages',
    access: 'staff',
    params: z.object({ id: idIn }),
    query: z.strictObject({ inline: z.literal('1').optional() }),
    response: { 200: z.string() },
    raw: 'application/octet-stream',
    handle: async ({ ctx, params, query, reply }) => {
      const attachment = await ctx.transaction((tx) => seenAttachment(ctx, tx, params.id))
      const inline = query.inline === '1' && attachment.imageType !== null
      reply.header('content-type', inline ? (attachment.imageType ?? 'application/octet-stream') : 'application/octet-stream')
      reply.header('content-length', String(attachment.size))
      reply.header('content-disposition', `${inline ? 'inline' : 'attachment'}; ${filenameParameter(attachment.filename)}`)
      reply.header('content-security-policy', "default-src 'none'; sandbox")
      reply.header('x-content-type-options', 'nosniff')
      reply.header('cache-control', 'private, no-store')
      return reply.send(streamBlob(ctx, attachment.blobId))
    },
  })

  http.fastify.get<{ Params: { token: string }; Querystring: { theme?: string; lang?: string } }>(
    '/content/:token',
    { schema: { hide: true } },
    async (request, reply) => {
      const link = readFramedToken(http.app, 'message', request.params.token)
      if (!link) throw notFound()
      const page = await http.app.db.transaction(link.workspaceId, async (tx) => {
        if (hasRunOut(link, tx.now)) throw notFound()
        const viewer = await staffActorOf(tx, link.viewerId)
        if (!viewer) throw notFound()
        const ctx = contextOf(http.app, link.workspaceId, viewer)
        const message = await tx.maybe<MessageContent>(messageQueries.messageContent, [tx.workspaceId, link.id])
        if (!message) throw notFound()
        await findTicket(ctx, tx, String(message.ticketId))
        const attachments = await tx.many<AttachmentRow>(messageQueries.attachmentsOfMessages, [tx.workspaceId, [message.id]])
        const images = new Map<string, string>()
        for (const attachment of attachments) {
          if (!attachment.contentId || attachment.imageType === null || attachment.size > largestInlineImage) continue
          const stored = await tx.one<{ blobId: number }>(messageQueries.attachmentById, [tx.workspaceId, attachment.id])
          const { bytes } = await tx.one<{ bytes: Buffer }>(messageQueries.blobBytes, [tx.workspaceId, stored.blobId])
          images.set(attachment.contentId, `data:${attachment.imageType};base64,${bytes.toString('base64')}`)
        }
        const words = frameWords[request.query.lang ?? '']
        return {
          html: bodyToFrameHtml(message.body, message.masks ?? [], {
            maskLabel: words?.masked ?? 'masked',
            ...(words ? { labels: words.folds } : {}),
            resolveImage: (picture) => (picture.source.kind === 'cid' ? (images.get(picture.source.cid) ?? null) : null),
          }),
        }
      })
      return sendFramed(http.app, reply, framePage(page.html, request.query.theme === 'dark' ? 'dark' : 'light'))
    },
  )
}

interface FrameWords {
  readonly masked: string
  readonly folds: { readonly history: string; readonly signature: string; readonly quote: string }
}

/** What the frame itself says, in the languages of the screens that are not English. */
const frameWords: Readonly<Record<string, FrameWords>> = {
  ja: { masked: 'マスクされています', folds: { history: '引用文', signature: '署名', quote: '引用文' } },
  ko: { masked: '가려진 내용', folds: { history: '인용문', signature: '서명', quote: '인용문' } },
}

interface MessageContent {
  id: number
  ticketId: number
  body: Body
  masks: [mask: number, from: number, to: number][] | null
}

/** RFC 6266 with RFC 8187: an ASCII name for old clients, the real one for the rest. */
function filenameParameter(filename: string): string {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(filename.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** The page around a message, in the theme of the page around the frame. */
function framePage(html: string, theme: 'light' | 'dark'): string {
  return `<!doctype html><html data-theme="${theme}"${languageOf(html)}><head><meta charset="utf-8"><meta name="color-scheme" content="${theme}"><style>${frameStyle}</style></head><body>${html}{script}</body></html>`
}

/** Its characters are drawn, and its lines broken, as the language it is written in does. */
function languageOf(html: string): string {
  const start = html.replace(/<[^>]*>/g, '').slice(0, 400)
  if (/[\u3040-\u30ff]/.test(start)) return ' lang="ja"'
  return /[\uac00-\ud7a3]/.test(start) ? ' lang="ko"' : ''
}

const frameStyle = `
html{overflow:hidden}
body{margin:0;display:flow-root;font:14px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans JP","Noto Sans CJK JP","Noto Sans KR","Noto Sans CJK KR",sans-serif;font-synthesis:none;line-break:strict;overflow-wrap:anywhere;color:#1c2430;background:transparent}
p{margin:0 0 .7em}p:last-child{margin-bottom:0}
:lang(ja) body,:lang(ko) body{line-height:1.7}:lang(ko) body{word-break:keep-all}
img{max-width:100%;height:auto;border-radius:6px}
table{border-collapse:collapse;max-width:100%;display:block;overflow-x:auto}td,th{border:1px solid #8884;padding:4px 8px;text-align:left}
pre,code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}pre{background:#8881;padding:8px 10px;border-radius:6px;overflow-x:auto;white-space:pre-wrap}
blockquote{margin:.5em 0;padding-left:12px;border-left:2px solid #8886;color:#5a6575}
a{color:#2458c5}
[data-at]{white-space:pre-wrap}
.masked{border-radius:3px;background:#3b4656;color:#f2f4f8;cursor:pointer;padding:0 2px}.masked:hover,.masked:focus-visible{background:#2458c5;outline:2px solid #2458c5}
:root[data-theme=dark] .masked{background:#c3cad6;color:#12161d}
details>summary{cursor:pointer;display:inline-block;list-style:none;padding:0 8px;margin:2px 0;border-radius:6px;background:#8882;color:#5a6575;line-height:16px;font-size:12px}
details>summary::-webkit-details-marker{display:none}
details>summary:focus-visible{outline:2px solid #2458c5}
:root[data-theme=dark] body{color:#e4e8ee}:root[data-theme=dark] a{color:#8ab0ff}:root[data-theme=dark] blockquote,:root[data-theme=dark] summary{color:#a3adbb}
`
