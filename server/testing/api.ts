import { markNote, withoutMarks } from './canaries/mark-notes.ts'

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly errors?: { path: string; message: string }[]
  readonly [extra: string]: unknown
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The API as one caller uses it. Paths are below /api/v1. */
export interface Api {
  get<T = unknown>(path: string): Promise<T>
  post<T = unknown>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  put<T = unknown>(path: string, body?: unknown): Promise<T>
  patch<T = unknown>(path: string, body?: unknown): Promise<T>
  delete(path: string): Promise<void>
  /** A call that must fail; gives the problem. */
  problem(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Problem>
  /** A call whose answer is looked at as a whole. A string is sent as it is. */
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>
}

/**
 * Every note is marked on its way in, so that it is known wherever it turns up, and loses the mark on its way out: the
 * caller does not see it.
 * @param own headers that say who is calling */
export function apiAs(url: string, own: Record<string, string>): Api {
  async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const marked = markNote(body)
    const response = await fetch(url + (path.startsWith('/api/') ? path : `/api/v1${path}`), {
      method,
      headers: {
        ...(method === 'GET' || method === 'HEAD' ? {} : { 'x-statedesk': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...own,
        ...headers,
      },
      body: marked === undefined || typeof marked === 'string' ? (marked as string | undefined) : JSON.stringify(marked),
      redirect: 'manual',
    })
    const text = withoutMarks(await response.text())
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: (isJson && text ? JSON.parse(text) : text) as T }
  }
  async function succeed<T>(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const answer = await call<T>(method, path, body, headers)
    if (answer.status < 300) return answer.body
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  }
  return {
    get: (path) => succeed('GET', path),
    post: (path, body = {}, headers) => succeed('POST', path, body, headers),
    put: (path, body = {}) => succeed('PUT', path, body),
    patch: (path, body = {}) => succeed('PATCH', path, body),
    delete: async (path) => void (await succeed('DELETE', path)),
    async problem(method, path, body, headers) {
      const answer = await call<Problem>(method, path, body, headers)
      if (answer.status >= 400) return answer.body
      throw new Error(`${method} ${path} succeeded with ${answer.status}`)
    },
    call,
  }
}
