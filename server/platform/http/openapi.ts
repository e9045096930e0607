import swagger from '@fastify/swagger'
import type { FastifyRequest } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { errorCatalogue } from '../errors/index.ts'
import type { Http } from './http.ts'
import { type OpenApiDocument, referencePage } from './reference-page.ts'

/** The API document, made from the schemas that validate, and a plain page of it for people. It is complete once the server is ready. */
export async function addOpenApi(http: Http): Promise<void> {
  const { fastify } = http
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Statedesk',
        version: '1',
        description: 'The API of Statedesk. Errors are problem documents (RFC 9457) with a stable `code`.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-statedesk',
            description: 'A session. Every method but GET needs the header `x-statedesk: 1`.',
          },
        },
      },
    },
    transform: (document) => jsonSchemaTransform(document as never) as never,
    transformObject: (document) => withProblems(jsonSchemaTransformObject(document as never) as unknown as OpenApiDocument) as never,
  })
  const staffOnly = { schema: { hide: true }, onRequest: async (request: FastifyRequest) => void (await http.authenticate(request)) }
  fastify.get('/api/v1/openapi.json', staffOnly, async () => fastify.swagger())
  fastify.get('/api/reference', staffOnly, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(referencePage(fastify.swagger() as unknown as OpenApiDocument)),
  )
}

/** Every operation may answer with a problem. */
function withProblems(document: OpenApiDocument): OpenApiDocument {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      operation.responses.default = {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }
    }
  }
  document.components.schemas = referenced(document.paths, { ...document.components.schemas, Problem: problemSchema })
  return document
}

/** Each schema is made for reading and for writing; the document names those that an operation leads to. */
function referenced(paths: unknown, schemas: Record<string, unknown>): Record<string, unknown> {
  const used = new Set<string>()
  const look = (part: unknown) => {
    for (const [, name] of JSON.stringify(part).matchAll(/#\/components\/schemas\/([\w.-]+)"/g)) {
      if (name === undefined || used.has(name)) continue
      used.add(name)
      look(schemas[name] ?? null)
    }
  }
  look(paths)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorCatalogue) },
    detail: { type: 'string', description: 'A sentence for a person.' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}
