import { Agent, request as send } from 'node:http'
import { type Random, randomFrom } from '../../demo/random.ts'
import { verifyWorkspace } from '../../tickets/verify.ts'
import { type ApiDocument, type Operation, operationsOf } from '../api-operations.ts'
import { type Answer, faultsOf } from './judge.ts'
import { asCurl, type FuzzRequest, requestOf } from './request.ts'
import { type Caller, openFuzzWorld, type Side, supplyOf } from './world.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Ends after so many requests, or … */
  readonly requests?: number
  /** … after so many seconds, whichever is first. */
  readonly seconds?: number
  /** Hears of each finding at once. */
  readonly found?: (finding: string) => void
}

export interface FuzzResult {
  readonly seed: number
  readonly requests: number
  /** What nobody may see, each with the request to repeat it. */
  readonly findings: readonly string[]
  /** How often each status came back. */
  readonly statuses: Readonly<Record<number, number>>
  /** Operations that never succeeded: the fuzz said nothing about their success. */
  readonly neverSucceeded: readonly string[]
}

/** Costly, and said enough with a few: they hash passwords or wait for mail. */
const seldom = /^(POST \/session|POST \/agents|POST \/me\/password|POST \/desks\/\{id\}\/test-mail)$/

/**
 * Sends requests made from the API document, one after the other, as people and automations of two workspaces, and looks
 * at each answer: no 5xx, no hang, nothing of the other workspace, what is documented and nothing else. At last every
 * chain, counter and replayed status has to hold. The same seed sends the same.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const world = await openFuzzWorld()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const document = await world.sides[0].admin.get<ApiDocument>('/openapi.json')
    const operations = operationsOf(document)
    const weighted = operations.flatMap((operation) =>
      Array.from<Operation>({ length: seldom.test(operation.name) ? 1 : 12 }).fill(operation),
    )
    const random = randomFrom(options.seed)
    const findings: string[] = []
    const statuses: Record<number, number> = {}
    const succeeded = new Set<string>()
    const until = performance.now() + (options.seconds ?? Number.POSITIVE_INFINITY) * 1_000
    let requests = 0
    for (; requests < (options.requests ?? Number.POSITIVE_INFINITY) && performance.now() < until; requests++) {
      const caller = callerOf(world.callers, random)
      const [side, other] = caller.side === world.sides[0] ? world.sides : [world.sides[1], world.sides[0]]
      const request = requestOf(random.pick(weighted), random, supplyOf(side, other, random))
      const answer = await exchange(agent, world.url, caller, request)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      const asDocumented = request.method === request.operation.method ? request.operation : null
      for (const fault of faultsOf(document, asDocumented, request.method, answer, other.canary)) {
        const finding = `request ${requests} of seed ${options.seed}, ${caller.name}: ${request.operation.name} ${fault}\n  ${asCurl(world.url, request)}\n  ${answer.status} ${answer.body.slice(0, 300)}`
        findings.push(finding)
        options.found?.(finding)
      }
      if (answer.status < 300) {
        succeeded.add(request.operation.name)
        learn(side, request.operation, answer.body)
      }
      if (answer.status === 401) await caller.renew()
    }
    for (const { workspaceId } of world.sides) {
      const { faults } = await world.app.db.snapshot(workspaceId, verifyWorkspace)
      for (const fault of faults) findings.push(`afterwards, seed ${options.seed}: ${JSON.stringify(fault)}`)
    }
    const neverSucceeded = operations.map(({ name }) => name).filter((name) => !succeeded.has(name))
    return { seed: options.seed, requests, findings, statuses, neverSucceeded }
  } finally {
    agent.destroy()
    await world.close()
  }
}

function callerOf(callers: readonly Caller[], random: Random): Caller {
  // Strangers are counted by their address: too many of them would only meet the rate limit.
  const nobody = random.chance(0.03)
  return random.pick(
    callers.filter(({ name }) => (name === 'nobody') === nobody && (nobody || !name.startsWith('viewer') || random.chance(0.3))),
  )
}

/** Sends exactly these bytes; fetch would mend addresses and refuse some headers. */
function exchange(agent: Agent, url: string, caller: Caller, { method, address, headers, body }: FuzzRequest): Promise<Answer> {
  const began = performance.now()
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = send(
      { agent, hostname, port, method, path: address, headers: { ...caller.headers, ...headers, ...framing(body) }, timeout: 60_000 },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
            ms: performance.now() - began,
          }),
        )
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${address} was not answered in 60 s`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

// Node leaves the length away with DELETE, and the body would be read as the next request.
const framing = (body: string | undefined) => (body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) })

const made: readonly [RegExp, string][] = [
  [/^POST \/(agents|teams|labels|keys|desks|lifecycles|tickets|webhooks|bulk)$/, '$1'],
  [/^POST \/tickets\/\{ref\}\/messages$/, 'messages'],
  [/^POST \/uploads$/, 'attachments'],
  [/^POST \/lifecycles\/\{id\}\/versions\/\{version\}\/publish$/, 'migrations'],
  [/^GET \/(outbox|quarantine|contacts|notices|me\/sessions)$/, '$1'],
]

/** Remembers ids that an answer gives, for later requests. */
function learn(side: Side, { name }: Operation, body: string): void {
  const [pattern, kind] = made.find(([one]) => one.test(name)) ?? []
  if (!pattern || !kind || body === '') return
  const answer = JSON.parse(body) as { id?: string; items?: { id: string }[]; message?: { id: string }; migration?: { id: string } }
  const key = name.replace(pattern, kind).replace('me/', '')
  const ids = [answer.id, answer.message?.id, answer.migration?.id, ...(answer.items ?? []).map(({ id }) => id)].filter(
    (id) => id !== undefined,
  )
  side.ids.set(key, [...(side.ids.get(key) ?? []), ...ids.slice(0, 5)].slice(-60))
}
