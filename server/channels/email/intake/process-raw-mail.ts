import { type App, type Context, systemContext } from '../../../access/index.ts'
import { together, type Tx } from '../../../platform/db/index.ts'
import { isUnavailable } from '../../../platform/http/unavailable.ts'
import { countOne } from '../../../platform/metrics.ts'
import { byteBudget, usableMemory } from '../../../platform/memory.ts'
import { errorLine } from '../../../platform/jobs/backoff.ts'
import { fileMail } from './file-mail.ts'
import {
  deskOfRawMail,
  type DeskOfAddress,
  quarantine,
  type RawMail,
  rawMailAhead,
  takeRawMail,
  tryRawMailLater,
} from './intake.queries.ts'
import { type IntakeOptions, understandMail } from './understand-mail.ts'

const leaseMs = 60_000
const mostAttempts = 3
const pauseMs = 5_000
const smallBytes = 64 * 1024

/** Reading holds a mail in memory several times over. A large one is read beside small ones only where there is room. */
const reading = byteBudget(Math.min(64, Math.max(26, Math.floor(usableMemory() / 2 ** 20 / 32))) * 2 ** 20)

/**
 * Turns one stored mail into what it is to be. That it was taken is on record before anything reads it; after a few
 * attempts that fail, or that end the process, the mail waits in quarantine with its bytes, and its neighbours go on. A
 * process may end for other reasons, and mails that were beside the cause are not to blame: a mail whose reader was lost is
 * from then on read while this process reads no other.
 */
export async function processRawMail(
  app: App,
  workspaceId: number,
  rawMailId: number,
  options: IntakeOptions = {},
): Promise<'busy' | void> {
  const ctx = systemContext(app, workspaceId)
  // Most mails are small and taken for the first time: nothing needs to be known of them beforehand.
  const small = await inTurn(smallBytes, () => processInTurn(ctx, rawMailId, { mostBytes: smallBytes }, options))
  if (small !== 'busy') return
  const look = (tx: Tx) => tx.last(() => tx.maybe<{ size: number; lost: boolean }>(rawMailAhead, [tx.workspaceId, rawMailId]))
  const ahead = await ctx.transaction(look, { ahead: true })
  if (!ahead) return 'busy'
  return inTurn(ahead.lost ? reading.total : ahead.size, () => processInTurn(ctx, rawMailId, { alone: ahead.lost }, options))
}

async function inTurn<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  const done = await reading.take(bytes)
  try {
    return await work()
  } finally {
    done?.()
  }
}

interface Which {
  readonly alone?: boolean
  readonly mostBytes?: number
}

async function processInTurn(ctx: Context, rawMailId: number, which: Which, options: IntakeOptions): Promise<'busy' | void> {
  const { app, workspaceId } = ctx
  const taken = await take(ctx, rawMailId, which)
  if (!taken) return 'busy'
  const { raw, desk } = taken
  if (raw.lost >= mostAttempts) return putAway(ctx, raw, 'Reading this mail ended the process several times.')
  try {
    const understood = await understandMail(app, raw, desk, options)
    const filed = await ctx.transaction((tx) => fileMail({ ctx, tx, raw, desk, understood }), { ahead: true })
    app.log.info(
      { workspaceId, rawMailId, outcome: filed?.outcome, auto: understood.mail.auto, verdict: understood.authentication.verdict },
      'mail filed',
    )
    countFiled(app, filed?.outcome ?? 'gone')
  } catch (error) {
    // A database that was away is no fault of the mail.
    const counted = raw.attempts + (isUnavailable(error) ? 0 : 1)
    app.log.error({ err: error, workspaceId, rawMailId, attempt: counted }, 'a mail could not be filed')
    if (counted >= mostAttempts) return putAway(ctx, raw, errorLine(error), counted)
    await ctx.transaction(async (tx) => {
      const later = new Date(tx.now.getTime() + pauseMs * (raw.attempts + 1))
      await tx.run(tryRawMailLater, [tx.workspaceId, raw.id, counted, later, errorLine(error)])
    })
  }
}

async function take(
  ctx: Context,
  rawMailId: number,
  { alone = false, mostBytes }: Which,
): Promise<{ raw: RawMail; desk: DeskOfAddress } | null> {
  const ask = (tx: Tx) =>
    together([
      tx.maybe<RawMail>(takeRawMail, [tx.workspaceId, rawMailId, leaseMs, alone, mostBytes ?? null]),
      tx.maybe<DeskOfAddress>(deskOfRawMail, [tx.workspaceId, rawMailId]),
    ])
  const [raw, desk] = await ctx.transaction((tx) => tx.last(() => ask(tx)), { ahead: true })
  return raw && desk && { raw, desk }
}

function countFiled(app: App, outcome: string): void {
  countOne(app, 'statedesk_mail_in_total', 'Mails that were taken in and worked, by what came of them.', { outcome })
}

async function putAway(ctx: Context, raw: RawMail, why: string, attempts = raw.attempts): Promise<void> {
  await ctx.transaction((tx) => tx.run(quarantine, [tx.workspaceId, raw.id, why, attempts]))
  ctx.app.log.warn({ workspaceId: ctx.workspaceId, rawMailId: raw.id }, 'a mail was put into quarantine')
  countFiled(ctx.app, 'quarantined')
}
