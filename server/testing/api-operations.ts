/** What tests need of an OpenAPI document. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: Schema
}

interface DocumentedOperation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>
  readonly security: readonly unknown[]
  readonly 'x-permission'?: string
  readonly 'x-verb-permission'?: string
  readonly 'x-idempotent'?: boolean
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** One route with one method, as the API document tells of it. */
export interface Operation {
  readonly method: string
  /** Below /api/v1, with `{name}` for parameters. */
  readonly path: string
  readonly name: string
  readonly open: boolean
  readonly permission: string | null
  readonly verbPermission: string | null
  readonly idempotent: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
  readonly upload: boolean
  readonly status: number
  /** Of a JSON answer; null for none and for bytes. */
  readonly answer: Schema | null
}

export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const method = verb.toUpperCase()
      const path = address.replace('/api/v1', '')
      const status = Number(Object.keys(operation.responses).find((one) => one !== 'default'))
      return {
        method,
        path,
        name: `${method} ${path}`,
        open: operation.security.length === 0,
        permission: operation['x-permission'] ?? null,
        verbPermission: operation['x-verb-permission'] ?? null,
        idempotent: operation['x-idempotent'] === true,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content['application/json']?.schema ?? null,
        upload: path === '/uploads',
        status,
        answer: operation.responses[status]?.content?.['application/json']?.schema ?? null,
      }
    }),
  )
}
