import type { Random } from '../../demo/random.ts'
import type { Operation } from '../api-operations.ts'
import { naughtyBody, naughtyString } from './naughty.ts'
import { mutated, type Supply, valueOf } from './values.ts'

export interface FuzzRequest {
  readonly operation: Operation
  readonly method: string
  /** The whole address below the server's, query included. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

const otherMethods = ['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'PROPFIND']

const otherTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  'application/json;;',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  '*/*',
  'application/merge-patch+json',
]

const strangeHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '10.0.0.1, 127.0.0.1', 'x-forwarded-host': 'evil.invalid', 'x-forwarded-proto': 'gopher' },
  { 'x-original-url': '/api/v1/keys', 'x-rewrite-url': '/api/v1/keys' },
  { accept: 'text/html' },
  { accept: 'application/xml;q=0.1, */*;q=banana' },
  { 'accept-encoding': 'gzip;q=1e999' },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': '' },
  { 'if-none-match': '*', 'if-match': '"1"' },
  { range: 'bytes=0-0,-1' },
  { origin: 'https://evil.invalid' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { cookie: '__Host-statedesk=%00; __Host-statedesk=a; =b; ;' },
  { 'content-encoding': 'gzip' },
  { 'last-event-id': '-1' },
  { 'last-event-id': '9'.repeat(400) },
  { 'user-agent': 'x'.repeat(4_000) },
]

/** One request to an operation: mostly sensible, often wrong in one way, now and then wrong in every way. */
export function requestOf(operation: Operation, random: Random, supply: Supply): FuzzRequest {
  const kind = random.next()
  const hostile = kind > 0.6 && kind < 0.75
  let method = operation.method
  let headers: Record<string, string> = {}
  let body = bodyOf(operation, random, supply)
  if (body !== undefined) headers['content-type'] = operation.upload ? 'multipart/form-data; boundary=fuzz' : 'application/json'

  if (kind >= 0.4 && kind <= 0.6 && operation.body) body = JSON.stringify(mutated(JSON.parse(body ?? '{}'), random))
  if (kind >= 0.75 && kind < 0.84) {
    body = naughtyBody(random)
    headers['content-type'] = 'application/json'
  }
  if (kind >= 0.84 && kind < 0.89) headers['content-type'] = random.pick(otherTypes)
  if (kind >= 0.89 && kind < 0.96) headers = { ...headers, ...random.pick(strangeHeaders) }
  if (kind >= 0.96) method = random.pick(otherMethods)
  if (operation.idempotent && random.chance(0.2)) headers = { 'idempotency-key': `key-${random.between(1, 40)}`, ...headers }
  if (method === 'GET' || method === 'HEAD') body = undefined
  return {
    operation,
    method,
    address: `/api/v1${pathOf(operation, random, supply, hostile)}${queryOf(operation, random, supply, hostile)}`,
    headers,
    body,
  }
}

function bodyOf(operation: Operation, random: Random, supply: Supply): string | undefined {
  if (operation.body) return JSON.stringify(valueOf(operation.body, random, supply))
  if (!operation.upload) return undefined
  const name = random.chance(0.5) ? naughtyString(random) : 'a.png'
  const type = random.pick(['image/png', 'text/html', 'image/svg+xml', 'x', '', 'application/octet-stream\r\nx-evil: 1'])
  const content = random.pick(['', supply.words(), '<svg onload=alert(1)>', '\x89PNG\r\n\x1a\n', 'x'.repeat(50_000)])
  const part = `content-disposition: form-data; name="${random.pick(['file', 'x', ''])}"; filename="${name.replaceAll(/["\r\n]/g, '_')}"\r\ncontent-type: ${type}`
  return `--fuzz\r\n${part}\r\n\r\n${content}\r\n${random.chance(0.9) ? '--fuzz--\r\n' : ''}`
}

/** What an address's `{id}` names is said by the part before it. */
function pathOf(operation: Operation, random: Random, supply: Supply, hostile: boolean): string {
  const parts = operation.path.split('/')
  return parts
    .map((part, n) => {
      if (!part.startsWith('{')) return part
      if (hostile && random.chance(0.6)) return encoded(naughtyString(random))
      const before =
        parts
          .slice(1, n)
          .filter((one) => !one.startsWith('{'))
          .at(-1) ?? ''
      if (part === '{ref}') return encoded(supply.id('tickets'))
      return part === '{version}' ? String(random.between(1, 3)) : encoded(supply.id(before))
    })
    .join('/')
}

function queryOf(operation: Operation, random: Random, supply: Supply, hostile: boolean): string {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query')
  const pairs = known.flatMap(({ name, schema }) => {
    if (hostile && random.chance(0.3)) return [`${name}=${encoded(naughtyString(random))}`]
    if (!random.chance(0.2)) return []
    if (name === 'q') return [`q=${encoded(supply.words())}`]
    return [`${name}=${encoded(String(valueOf(schema, random, supply, name)))}`]
  })
  if (hostile && random.chance(0.3))
    pairs.push(
      random.pick([
        `${encoded(naughtyString(random))}=1`,
        'limit=1&limit=2',
        'desk[]=1',
        'desk[a]=1',
        '__proto__[x]=1',
        '&&=&',
        '%',
        '%ff=%c0%80',
      ]),
    )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** A lone surrogate has no UTF-8: what a careless client sends instead is as good. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 6_000)
}

/** The request for a person to repeat, with the credential left out. */
export function asCurl(url: string, request: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const body =
    request.body === undefined
      ? []
      : [`--data-binary ${quoted(request.body.length > 4_000 ? `${request.body.slice(0, 4_000)}…` : request.body)}`]
  return ['curl', '-X', request.method, quoted(url + request.address), '-H "authorization: Bearer $KEY"', ...headers, ...body].join(' ')
}
