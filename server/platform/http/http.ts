import type { Server } from 'node:http'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { App, Context, StaffActor } from '../context.ts'
import { AppError, invalid } from '../errors/index.ts'
import { limitConnections } from './connections.ts'
import { addHealth } from './health.ts'
import { logRequests, nameCaller, newRequestId } from './log.ts'
import { addMethodCheck } from './methods.ts'
import { addOpenApi } from './openapi.ts'
import { answerMalformed, sendProblem } from './problem.ts'
import { addRateLimit } from './rate-limit.ts'
import { contentSecurityPolicy } from './security-headers.ts'
import { isSecure, type Site } from './site.ts'
import { addWebApp } from './static.ts'
import { parseStrictJson } from './strict-json.ts'
import { languageOf } from '../words/index.ts'

/** The HTTP server and what its routes need. */
export interface Http {
  readonly fastify: FastifyInstance
  readonly app: App
  readonly site: Site
  /** The built web app. */
  readonly webFolder: string
  /** Says who is asking, or throws `not_signed_in`. */
  readonly authenticate: (request: FastifyRequest) => Promise<Context<StaffActor>>
}

export interface HttpOptions {
  readonly app: App
  readonly authenticate: (site: Site, request: FastifyRequest) => Promise<Context<StaffActor>>
  /** A stable name of a caller who showed a valid credential a moment ago; null for strangers. Counts requests. */
  readonly knownCaller: (site: Site, request: FastifyRequest) => string | null
  readonly webFolder: string
}

export const jsonLimit = 1024 * 1024
export const uploadLimit = 25 * 1024 * 1024

/** Makes the server; routes are added with `route`, then it listens. */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { app } = options
  const site: Site = { publicUrl: app.config.publicUrl, insecureHttp: app.config.insecureHttp }
  const server = fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    trustProxy: app.config.trustProxy.length > 0 ? app.config.trustProxy : false,
    bodyLimit: jsonLimit,
    requestTimeout: 120_000,
    // Headers that do not come, and answers that nobody reads; streams say something every 20 seconds.
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request as FastifyRequest, reply as never),
    clientErrorHandler: answerMalformed,
    // Shutting down ends idle connections at once; streams are ended by their own slices.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  }) as unknown as FastifyInstance
  const http: Http = {
    fastify: server,
    app,
    site,
    webFolder: options.webFolder,
    authenticate: async (request) => {
      const ctx = await options.authenticate(site, request)
      return nameCaller(request, { ...ctx, language: languageOf(request.headers['accept-language']) })
    },
  }

  limitConnections(server.server as Server)
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  server.setValidatorCompiler(() => (value) => ({ value }))
  server.setSerializerCompiler(() => (value) => JSON.stringify(value))
  acceptJsonOnly(server)
  logRequests(server, app)

  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) {
      reply.header('cache-control', 'no-store')
      reply.header('content-language', languageOf(request.headers['accept-language']))
      reply.header('vary', 'accept-language')
    }
    if (isSecure(site, request)) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    if (/%00/.test(request.url)) throw invalid('', 'the address contains the character U+0000')
  })
  await server.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(app.config.contentUrl),
    hsts: false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: false,
  })
  await server.register(cookie)
  await server.register(multipart, {
    limits: { fileSize: uploadLimit, files: 1, fields: 10, fieldSize: 64 * 1024, parts: 11 },
    throwFileSizeLimit: true,
  })
  await addRateLimit(server, (request) => options.knownCaller(site, request))
  addMethodCheck(server)
  await addOpenApi(http)
  addHealth(http)
  await addWebApp(http)
  return http
}

function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : parseStrictJson(text as string))
    } catch (error) {
      done(error as AppError)
    }
  })
}
