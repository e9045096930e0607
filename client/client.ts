/** The few lines that speak HTTP with the API: JSON in and out, problem documents as one typed error. */

export type ProblemField = { path: string; message: string }

/**
 * A refusal or failure told by the server (RFC 9457).
 *
 * @example
 * try { await client.post('/tickets/TKT-1/take', {}) }
 * catch (error) { if (isProblem(error, 'already_assigned')) … }
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: ProblemField[]
  readonly extra: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    const detail = typeof body.detail === 'string' ? body.detail : typeof body.title === 'string' ? body.title : `HTTP ${status}`
    super(detail)
    this.name = 'ApiProblem'
    this.status = status
    this.code = typeof body.code === 'string' ? body.code : `http_${status}`
    this.detail = detail
    this.errors = Array.isArray(body.errors) ? (body.errors as ProblemField[]) : []
    this.extra = body
  }
}

/** True for a problem, and with a code only for that one. */
export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code)
}

export type Query = Record<string, string | number | boolean | null | undefined>

export type Client = {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>
  post<T>(path: string, body?: unknown, options?: { idempotencyKey?: string }): Promise<T>
  put<T>(path: string, body?: unknown): Promise<T>
  patch<T>(path: string, body?: unknown): Promise<T>
  delete<T>(path: string, query?: Query): Promise<T>
  upload<T>(path: string, file: File, signal?: AbortSignal): Promise<T>
}

/**
 * @param options.language what refusals and other sentences are to be written in; English where it is not said
 *
 * @example
 * const client = createClient({ base: '/api/v1' })
 * const page = await client.get<Page<TicketRow>>('/tickets', { view: 'all' })
 */
export function createClient(options: { base: string; fetch?: typeof fetch; language?: () => string | undefined }): Client {
  const send = options.fetch ?? ((input, init) => fetch(input, init))

  async function call<T>(method: string, path: string, init: { body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal }) {
    // Every write names itself: a foreign page can make a browser post a form, but not set this header.
    const language = options.language?.()
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(language ? { 'accept-language': language } : {}),
      ...(method === 'GET' ? {} : { 'x-statedesk': '1' }),
      ...init.headers,
    }
    let response: Response
    try {
      response = await send(options.base + path, { method, headers, body: init.body, signal: init.signal, credentials: 'same-origin' })
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new ApiProblem(0, { code: 'unreachable', detail: 'The server cannot be reached. Check the connection and try again.' })
    }
    if (response.status === 204) return undefined as T
    const body = await readJson(response)
    if (!response.ok) throw new ApiProblem(response.status, body)
    return body as T
  }

  const json = (body: unknown) => ({ body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } })

  return {
    get: (path, query, signal) => call('GET', path + queryString(query), { signal }),
    post: (path, body, extra) => {
      const init = json(body)
      return call(
        'POST',
        path,
        extra?.idempotencyKey ? { ...init, headers: { ...init.headers, 'idempotency-key': extra.idempotencyKey } } : init,
      )
    },
    put: (path, body) => call('PUT', path, json(body)),
    patch: (path, body) => call('PATCH', path, json(body)),
    delete: (path, query) => call('DELETE', path + queryString(query), {}),
    upload: (path, file, signal) => {
      const form = new FormData()
      form.append('file', file, file.name)
      return call('POST', path, { body: form, signal })
    },
  }
}

/** Leaves out what is absent, so that a URL says only what was asked. */
export function queryString(query: Query | undefined): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (!text) return {}
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    // A proxy in front of us answers in HTML when the server is down.
    return { code: `http_${response.status}`, detail: `The server answered ${response.status} in a form that is not understood.` }
  }
}
