import http, { type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Question {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly body: string
}

type Behaviour = (response: ServerResponse, question: Question) => void

export interface OtherSystem {
  readonly url: string
  /** Everything it was asked, in order. */
  readonly asked: Question[]
  close(): Promise<void>
}

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))

/** What the parts of its address do; the first that the address begins with. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  '/customers': (response, { url }) => {
    const mail = decodeURIComponent(url.replace(/^\/customers\/?(\?mail=)?/, ''))
    if (mail.startsWith('nobody')) return void json(response, { error: 'unknown' }, 404)
    json(response, {
      customer: { mail, plan: 'Pro', seats: 5, since: '2024-02-03', page: 'https://crm.example/c/7' },
      orders: [{ total: 12 }],
    })
  },
  '/find': (response, { body }) => void json(response, { customer: { plan: (JSON.parse(body) as { find: string }).find } }),
  '/slow': () => {},
  '/huge': (response) => void response.end(JSON.stringify({ customer: { plan: 'x'.repeat(300_000) } })),
  '/broken': (response) => void response.end('{"customer": {"plan": "Pro"'),
  '/page': (response) => void response.setHeader('content-type', 'text/html').end('<h1>Hello</h1>'),
  '/moved': (response) => void response.writeHead(302, { location: '/customers/a' }).end(),
  '/private': (response, { authorization }) =>
    void (authorization === 'Bearer sesame' ? json(response, { customer: { plan: 'Secret' } }) : response.writeHead(401).end()),
  '/down': (response) => void response.writeHead(503).end('{}'),
  '/empty': (response) => void json(response, { customer: {} }),
}

/** A real server on this machine that knows customers, or behaves as such servers do on a bad day. */
export async function otherSystem(): Promise<OtherSystem> {
  const asked: Question[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const question = { method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString('utf8') }
      asked.push(question)
      const behaviour = Object.entries(behaviours).find(([path]) => url.startsWith(path))?.[1]
      if (behaviour) behaviour(response, question)
      else response.writeHead(404).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
