import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { z } from 'zod'
import type { App, Context, StaffActor } from '../context.ts'
import type { Permission } from '../permissions.ts'
import { AppError, forbidden, notFound } from '../errors/index.ts'
import type { Http } from './http.ts'
import { type Answer, idempotencyKey, onlyOnce } from './idempotency.ts'
import { assertSameSite, changesSomething } from './site.ts'
import { fieldMessage, fieldsSentence, inLanguage, type Language, languageOf } from '../words/index.ts'

/** Everybody who is not signed in, or whose being so does not matter. */
export interface Anonymous {
  readonly app: App
}

type Shape = z.ZodType | undefined
type Of<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type SuccessStatus = 200 | 201 | 202 | 204

export interface Call<A, P extends Shape, Q extends Shape, B extends Shape> {
  readonly ctx: A extends 'staff' ? Context<StaffActor> : Anonymous
  readonly params: Of<P>
  readonly query: Of<Q>
  readonly body: Of<B>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface Route<A extends 'staff' | 'anonymous', P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, with `:name` for parameters. */
  readonly url: string
  readonly summary: string
  readonly tag: string
  readonly access: A
  /** The right it takes everywhere. Rights that depend on the ticket or desk are the verb's to check. */
  readonly permission?: Permission
  /** The right its verb asks for once the ticket was found, so that what one may not see is not found first. Said here for the document only. */
  readonly verbPermission?: Permission
  /** What does not match is not found. */
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** The body is multipart; the handler reads `request.file()`. */
  readonly upload?: true
  /** The one way it succeeds. `nothing` with 204. */
  readonly response: { readonly [status in SuccessStatus]?: R }
  /** It answers in another form (bytes, a stream): the handler sends it and gives back `reply`. Names the content type. */
  readonly raw?: string
  /** Takes an Idempotency-Key. The handler may then run inside a transaction, and again when PostgreSQL asks for a retry. */
  readonly idempotent?: true
  /** Not in the API document. */
  readonly hide?: true
  readonly handle: (call: Call<A, P, Q, B>) => Promise<z.input<R> | FastifyReply>
}

const base = '/api/v1'

/**
 * Adds one route. The order is the same everywhere: who is it, did the request come from our pages, what is the right,
 * is the input well formed, the verb, the answer by its schema.
 */
export function route<
  const A extends 'staff' | 'anonymous',
  R extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(http: Http, definition: Route<A, P, Q, B, R>): void {
  const callers = new WeakMap<FastifyRequest, Context<StaffActor>>()
  const [status, schema] = successOf(definition.response)

  http.fastify.route({
    method: definition.method as HTTPMethods,
    url: base + definition.url,
    exposeHeadRoute: definition.raw === undefined,
    schema: documented(definition),
    // Before the body is read: a stranger's bytes are not worth parsing.
    onRequest: async (request) => {
      if (definition.access === 'anonymous') {
        if (changesSomething(request.method)) assertSameSite(http.site, request)
        return
      }
      const ctx = await http.authenticate(request)
      if (definition.permission && !ctx.actor.permissions.has(definition.permission)) throw forbidden(definition.permission)
      callers.set(request, ctx)
    },
    handler: async (request, reply) => {
      const input = readInput(definition, request)
      const call = (ctx: Context<StaffActor> | Anonymous) => definition.handle({ ...input, ctx, request, reply } as Call<A, P, Q, B>)
      const caller = callers.get(request)
      const key = definition.idempotent && caller ? idempotencyKey(request) : null
      if (caller && key !== null) {
        const answer = await onlyOnce(caller, request, key, async (ctx) => ({
          status,
          body: serialise(schema, (await call(ctx)) as z.input<R>),
        }))
        return sendAnswer(reply, answer)
      }
      const result = await call(caller ?? { app: http.app })
      // A reply is awaited until it is sent, so what comes back of it is nothing.
      if (reply.sent || reply.raw.headersSent) return reply
      return sendAnswer(reply, { status, body: serialise(schema, result as z.input<R>), replayed: false })
    },
  })
}

function successOf<R extends z.ZodType>(response: Route<'staff', undefined, undefined, undefined, R>['response']): [number, R] {
  const entries = Object.entries(response) as [string, R][]
  const [first] = entries
  if (!first || entries.length !== 1) throw new Error('a route succeeds in exactly one way')
  return [Number(first[0]), first[1]]
}

function readInput(definition: { params?: Shape; query?: Shape; body?: Shape; upload?: true }, request: FastifyRequest) {
  if (definition.body && request.headers['content-type']?.startsWith('multipart/')) throw new AppError('unsupported_media_type')
  if (definition.upload && !request.headers['content-type']?.startsWith('multipart/')) {
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data.')
  }
  const params = definition.params?.safeParse(request.params)
  if (params && !params.success) throw notFound()
  const query = definition.query?.safeParse(request.query)
  const body = definition.body?.safeParse(request.body ?? {})
  if (query?.success !== false && body?.success !== false) return { params: params?.data, query: query?.data, body: body?.data }
  const language = languageOf(request.headers['accept-language'])
  const errors = [...problemsOf(query, language), ...problemsOf(body, language)]
  throw new AppError('invalid_input', fieldsSentence(errors, language), { errors: errors.slice(0, mostErrors) })
}

/** Whoever sends more wrong fields than this does not read them one by one. */
const mostErrors = 100

interface FieldProblem {
  path: string
  message: string
}

function problemsOf(result: z.ZodSafeParseResult<unknown> | undefined, language: Language): FieldProblem[] {
  if (!result || result.success) return []
  return result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: fieldMessage(issue, language) }]
    const message = inLanguage('is not known here', language)
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message }))
  })
}

/** Names that somebody made up can be of any length. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 100)).join('.')
}

/** An answer that does not fit its schema is our bug: nothing half-right leaves. */
function serialise<R extends z.ZodType>(schema: R, result: z.input<R>): string {
  const checked = schema.safeParse(result)
  if (!checked.success) throw new Error(`an answer does not fit its schema: ${z.prettifyError(checked.error)}`)
  return checked.data === undefined ? '' : JSON.stringify(checked.data)
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  reply.code(answer.status)
  return answer.body === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(answer.body)
}

function documented(definition: Route<'staff' | 'anonymous', Shape, Shape, Shape, z.ZodType>): Record<string, unknown> {
  const [status, schema] = successOf(definition.response as { 200: z.ZodType })
  return {
    summary: definition.summary,
    tags: [definition.tag],
    operationId: operationId(definition.method, definition.url),
    ...(definition.access === 'staff' ? { security: [{ key: [] }, { session: [] }] } : { security: [] }),
    ...(definition.permission ? { 'x-permission': definition.permission } : {}),
    ...(definition.verbPermission ? { 'x-verb-permission': definition.verbPermission } : {}),
    ...(definition.hide ? { hide: true } : {}),
    ...(definition.params ? { params: definition.params } : {}),
    ...(definition.query ? { querystring: definition.query } : {}),
    ...(definition.body ? { body: definition.body } : {}),
    ...(definition.upload ? { consumes: ['multipart/form-data'] } : {}),
    response: { [status]: documentedAnswer(status, schema, definition.raw) },
    'x-idempotent': definition.idempotent === true,
  }
}

function documentedAnswer(status: number, schema: z.ZodType, raw: string | undefined): unknown {
  if (status === 204) return z.null().describe('Done; there is nothing to say.')
  return raw === undefined ? schema : { content: { [raw]: { schema: z.string() } } }
}

/** `POST /tickets/:ref/messages` is `postTicketsByRefMessages`. */
function operationId(method: string, url: string): string {
  const words = url.split('/').filter(Boolean)
  const name = words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : word.split(/[-_.]/).map(capital).join('')))
  return method.toLowerCase() + name.join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
