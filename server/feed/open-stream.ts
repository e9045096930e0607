import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { feedOf } from './feed.ts'
import type { FeedPage } from './feed.schema.ts'
import { assertRetained, headPosition, itemsFor, readStretch, usualRetention } from './read-feed.ts'
import { createReader, type Reader } from './reader.ts'

/** With the short memory of the sign-in check a revoked session is noticed within five seconds. */
const lookAgainMs = 2_500
/** Rights that cannot be read are not believed for longer than this. */
const believedMs = 15_000
const mostStreams = 30

interface StreamInput {
  readonly after: number | undefined
  /** Says who is asking once more; throws when the session or key is no longer good. */
  readonly again: () => Promise<Context<StaffActor>>
}

export async function openStream(ctx: Context<StaffActor>, { after, again }: StreamInput): Promise<Readable> {
  const feed = feedOf(ctx.app)
  if (!feed) throw new AppError('unavailable', 'Live updates are not running in this process.')
  const { workspaceId, actor } = ctx
  if (feed.openFor(workspaceId, actor.userId) >= mostStreams)
    throw new AppError('rate_limited', 'Too many streams are open. Close some first.')
  const head = await ctx.transaction(async (tx) => {
    if (after !== undefined) await assertRetained(tx, after, feed.retention)
    return headPosition(tx)
  })
  const reader = createReader(workspaceId, actor, after ?? head)
  keepLooking(ctx, reader, again)
  feed.add(reader, head)
  return reader.stream
}

export async function readPage(
  ctx: Context<StaffActor>,
  input: { after: number | undefined; limit: number },
): Promise<z.input<typeof FeedPage>> {
  const { app, workspaceId, actor } = ctx
  const { after } = input
  if (after === undefined) return { items: [], position: await ctx.transaction(headPosition) }
  await ctx.transaction((tx) => assertRetained(tx, after, feedOf(app)?.retention ?? usualRetention))
  const stretch = await readStretch(app, workspaceId, after, [actor.userId], input.limit)
  return { items: itemsFor(stretch, actor).map((item) => JSON.parse(item.json)), position: stretch.until }
}

/** A stream outlives the request that opened it: whether it may go on is asked again and again. */
function keepLooking(ctx: Context<StaffActor>, reader: Reader, again: StreamInput['again']): void {
  let believedAt = performance.now()
  const rights = rightsOf(ctx.actor)
  reader.lookAgain = () => {
    again().then(
      (now) => {
        believedAt = performance.now()
        reader.actor = now.actor
        if (now.workspaceId !== ctx.workspaceId || rightsOf(now.actor) !== rights) reader.end('rights_changed')
      },
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'not_signed_in') return reader.end()
        ctx.app.log.warn({ err: error }, 'the rights of a stream could not be read')
        if (performance.now() - believedAt > believedMs) reader.end()
      },
    )
  }
  const timer = setInterval(() => reader.lookAgain(), lookAgainMs)
  reader.stream.once('close', () => clearInterval(timer))
}

/** What decides which tickets somebody sees, as one text to compare. */
function rightsOf(actor: StaffActor): string {
  const desks = [...actor.desks].map(([id, { viewAll }]) => `${id}${viewAll ? '+' : ''}`).sort()
  return [actor.userId, actor.actsAs, ...desks].join(' ')
}
