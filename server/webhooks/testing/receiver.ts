import { createHmac, timingSafeEqual } from 'node:crypto'
import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { watch } from '../../testing/canaries/collector.ts'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly message: { type: string; timestamp: string; data: Record<string, unknown> & { ticket: { reference: string; id: string } } }
}

/** Answers one request; a number is a status. */
export type Behaviour = number | ((response: ServerResponse) => void)

export interface Receiver {
  readonly url: string
  /** Everything that came, in order, also what was not acknowledged. */
  readonly received: Received[]
  /** Types of what came, in order. */
  types(): string[]
  /** What it does with the next requests, one each; then it acknowledges everything. */
  script(...next: Behaviour[]): void
  /** What it does with every request from now on; null: acknowledges. */
  always(behaviour: Behaviour | null): void
  close(): Promise<void>
}

/** A real receiver on this machine that behaves as it is told. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  const steps: Behaviour[] = []
  let usual: Behaviour | null = null
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      // Whoever runs a receiver is no member of the staff.
      watch().observe({ surface: 'answer to a stranger', where: 'a webhook', text: `${JSON.stringify(request.headers)}\n${body}` })
      received.push({ headers: request.headers, body, message: JSON.parse(body) as Received['message'] })
      const behaviour = steps.shift() ?? usual ?? 204
      if (typeof behaviour === 'number') response.writeHead(behaviour).end()
      else behaviour(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    types: () => received.map(({ message }) => message.type),
    script: (...next) => void steps.push(...next),
    always: (behaviour) => {
      usual = behaviour
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const toleranceSeconds = 5 * 60

/** Verifies as a receiver does that read the specification and none of our code; gives why it would refuse, or null. */
export function refusalOf(
  secret: string,
  { headers, body }: Pick<Received, 'headers' | 'body'>,
  nowSeconds = Date.now() / 1_000,
): string | null {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name])
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'a header is missing'
  if (!/^\d+$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > toleranceSeconds) return 'too old or too new'
  const expected = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest()
  const matches = signatures.split(' ').some((one) => {
    const [version, value = ''] = one.split(',')
    const given = Buffer.from(value, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches ? null : 'no signature matches'
}
