import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context, StaffActor } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { AppError, invalid } from '../errors/index.ts'
import {
  answersAbout,
  dropOldAnswers,
  lockKey,
  rewriteAnswer,
  type StoredAnswer,
  storeAnswer,
  storedAnswer,
} from './idempotency.queries.ts'

const keptMs = 24 * 3_600_000

export interface Answer {
  readonly status: number
  readonly body: string
  readonly replayed: boolean
}

/** The request's Idempotency-Key, or null. */
export function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw invalid('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  return key
}

/**
 * Does a request at most once. Everything the handler does, and the answer it gives, commit together: `ctx.transaction`
 * joins one transaction around the whole handler. A failed request leaves nothing, so that it may be tried again.
 */
export async function onlyOnce(
  ctx: Context<StaffActor>,
  request: FastifyRequest,
  key: string,
  handle: (ctx: Context<StaffActor>) => Promise<Omit<Answer, 'replayed'>>,
): Promise<Answer> {
  const { workspaceId, actor } = ctx
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest()
  return ctx.transaction(async (tx) => {
    // Held until the commit is visible: whoever gets it next finds the stored answer.
    const { free } = await tx.one<{ free: boolean }>(lockKey, [`${workspaceId}/${actor.userId}/${key}`])
    if (!free) throw new AppError('idempotency_running')

    const stored = await tx.maybe<StoredAnswer>(storedAnswer, [workspaceId, actor.userId, key, new Date(tx.now.getTime() - keptMs)])
    if (stored) return replay(stored, request, bodyHash)

    const answer = await handle(within(ctx, tx))
    await tx.run(storeAnswer, [workspaceId, actor.userId, key, request.method, request.url, bodyHash, answer.status, answer.body, tx.now])
    return { ...answer, replayed: false }
  })
}

function replay(stored: StoredAnswer, request: FastifyRequest, bodyHash: Buffer): Answer {
  if (stored.method !== request.method || stored.path !== request.url || !stored.body_hash.equals(bodyHash))
    throw new AppError('idempotency_conflict')
  return { status: stored.status, body: stored.response, replayed: true }
}

/** The same context, whose transactions are savepoints of one that is already open. */
export function within<C extends Context>(ctx: C, tx: Tx): C {
  const inner = Object.create(tx, { last: { value: <T>(ask: () => Promise<T>) => ask() } }) as Tx
  return { ...ctx, transaction: <T>(work: (tx: Tx) => Promise<T>) => tx.savepoint(() => work(inner)) }
}

/** Answers older than a day are forgotten. */
export async function dropOldIdempotencyKeys(tx: Tx): Promise<number> {
  return tx.run(dropOldAnswers, [tx.workspaceId, new Date(tx.now.getTime() - keptMs)])
}

/** Which stored answers are about something: those of requests below addresses, and those of one that made it. */
export interface AnswersAbout {
  readonly below: readonly string[]
  readonly made: { readonly by: string; readonly at: Date }
}

/** Changes what answers say that were given already, so that a request that comes again is not told what is hidden since. */
export async function rewriteAnswers(tx: Tx, { below, made }: AnswersAbout, rewrite: (answer: unknown) => unknown): Promise<void> {
  const aMinute = 60_000
  const around = [new Date(made.at.getTime() - aMinute), new Date(made.at.getTime() + aMinute)]
  const rows = await tx.many<{ actorId: number; key: string; response: string }>(answersAbout, [tx.workspaceId, below, made.by, ...around])
  for (const { actorId, key, response } of rows) {
    if (response === '') continue
    await tx.run(rewriteAnswer, [tx.workspaceId, actorId, key, JSON.stringify(rewrite(JSON.parse(response)))])
  }
}
