import { type App, type Context, systemContext } from '../../../access/index.ts'
import { isUnavailable } from '../../../platform/http/unavailable.ts'
import { errorLine } from '../../../platform/jobs/backoff.ts'
import { fileMail } from './file-mail.ts'
import { deskOfAddress, type DeskOfAddress, quarantine, type RawMail, takeRawMail, tryRawMailLater } from './intake.queries.ts'
import { type IntakeOptions, understandMail } from './understand-mail.ts'

const leaseMs = 60_000
const mostAttempts = 3
const pauseMs = 5_000

/**
 * Turns one stored mail into what it is to be. The attempt is counted before anything reads the mail; after a few that
 * fail, or that end the process, the mail waits in quarantine with its bytes, and its neighbours go on.
 */
export async function processRawMail(
  app: App,
  workspaceId: number,
  rawMailId: number,
  options: IntakeOptions = {},
): Promise<'busy' | void> {
  const ctx = systemContext(app, workspaceId)
  const taken = await take(ctx, rawMailId)
  if (!taken) return 'busy'
  const { raw, desk } = taken
  if (raw.attempts > mostAttempts) return putAway(ctx, raw, 'Reading this mail ended the process several times.')
  try {
    const understood = await understandMail(app, raw, desk, options)
    const filed = await ctx.transaction((tx) => fileMail({ ctx, tx, raw, desk, understood }))
    app.log.info(
      { workspaceId, rawMailId, outcome: filed?.outcome, auto: understood.mail.auto, verdict: understood.authentication.verdict },
      'mail filed',
    )
  } catch (error) {
    app.log.error({ err: error, workspaceId, rawMailId, attempt: raw.attempts }, 'a mail could not be filed')
    // A database that was away is no fault of the mail.
    const counted = isUnavailable(error) ? raw.attempts - 1 : raw.attempts
    if (counted >= mostAttempts) return putAway(ctx, raw, errorLine(error))
    await ctx.transaction(async (tx) => {
      const later = new Date(tx.now.getTime() + pauseMs * raw.attempts)
      await tx.run(tryRawMailLater, [tx.workspaceId, raw.id, counted, later, errorLine(error)])
    })
  }
}

function take(ctx: Context, rawMailId: number): Promise<{ raw: RawMail; desk: DeskOfAddress } | null> {
  return ctx.transaction(async (tx) => {
    const raw = await tx.maybe<RawMail>(takeRawMail, [tx.workspaceId, rawMailId, tx.now, new Date(tx.now.getTime() + leaseMs)])
    if (!raw) return null
    return { raw, desk: await tx.one<DeskOfAddress>(deskOfAddress, [tx.workspaceId, raw.addressId]) }
  })
}

async function putAway(ctx: Context, raw: RawMail, why: string): Promise<void> {
  await ctx.transaction((tx) => tx.run(quarantine, [tx.workspaceId, raw.id, why]))
  ctx.app.log.warn({ workspaceId: ctx.workspaceId, rawMailId: raw.id }, 'a mail was put into quarantine')
}
