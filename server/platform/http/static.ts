import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorCatalogue, notFound } from '../errors/index.ts'
import { languageOf, problemWords } from '../words/index.ts'
import type { Http } from './http.ts'
import { plainPage } from './plain-page.ts'
import { sessionCookie } from './site.ts'

const hidden = { schema: { hide: true } }
const fileName = /^\w[\w.-]*\.\w+$/

/** Serves the built web app: files with a hash in their name for a year, the others fresh, and the app itself for any page its own router knows. */
export async function addWebApp(http: Http): Promise<void> {
  const { fastify, webFolder: folder } = http
  const page = (request: FastifyRequest, reply: FastifyReply) => sendPage(http, request, reply)

  if (existsSync(folder)) {
    await fastify.register(fastifyStatic, { root: folder, serve: false, cacheControl: false })
    fastify.get<{ Params: { file: string } }>('/assets/:file', hidden, (request, reply) => {
      if (!fileName.test(request.params.file)) throw notFound()
      return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`assets/${request.params.file}`)
    })
    fastify.get<{ Params: { file: string } }>('/:file', hidden, (request, reply) => {
      const { file } = request.params
      if (!fileName.test(file) || file === 'index.html' || !existsSync(join(folder, file))) return page(request, reply)
      return reply.header('cache-control', 'no-cache').sendFile(file)
    })
  }
  fastify.get('/', hidden, page)
  fastify.setNotFoundHandler(page)
}

/** The app's one page, which finds its way by the address; with 404 where it only says that there is nothing any more. */
export async function sendPage(
  { site, webFolder }: Http,
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 404 = 200,
): Promise<FastifyReply> {
  const index = join(webFolder, 'index.html')
  if (!isPage(request)) throw notFound()
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  if (sessionCookie(site, request) === null) {
    const language = languageOf(request.headers['accept-language'])
    const { title, detail } = problemWords('insecure_connection', language)
    return reply.code(errorCatalogue.insecure_connection.status).send(plainPage(title, detail, language))
  }
  if (!existsSync(index)) {
    const next = 'Run “npm run build” in Statedesk’s folder, start it again and reload this page. The API works meanwhile.'
    return reply.code(status === 404 ? 404 : 503).send(plainPage('The screens are not built yet', next))
  }
  return reply.code(status).send(await readFile(index, 'utf8'))
}

function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? ''
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (/^\/(api|assets|content)(\/|$)/.test(path)) return false
  const accept = request.headers.accept ?? '*/*'
  return accept.includes('text/html') || (accept.includes('*/*') && !path.includes('.'))
}
