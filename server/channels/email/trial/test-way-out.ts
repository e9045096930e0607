import type { App, Context, StaffActor } from '../../../access/index.ts'
import { type ImapInput, type Relay, type RelayInput, relayWanted, requireSight, storedMailbox, storedRelay } from '../../../desks/index.ts'
import { invalid } from '../../../platform/errors/index.ts'
import { type Guard, guardOf, networkOf } from '../../../platform/outgoing/index.ts'
import { primaryAddress } from '../outbox.queries.ts'
import { ehloName, relayOf } from '../sending/relay.ts'
import type { TrialResult } from './trial.ts'
import { tryImap } from './try-imap.ts'
import { trySmtp } from './try-smtp.ts'

/** Tries the relay of a desk: the one in the request, else the stored one, else that of the installation. */
export async function testRelay(ctx: Context<StaffActor>, deskId: number, asked: { relay?: RelayInput }): Promise<TrialResult> {
  requireSight(ctx, deskId)
  const { app } = ctx
  const { stored, sender } = await ctx.transaction(async (tx) => ({
    stored: await storedRelay(tx, deskId),
    sender: (await tx.maybe<{ address: string }>(primaryAddress, [tx.workspaceId, deskId]))?.address ?? null,
  }))
  const own = asked.relay ? relayWanted(app, stored, asked.relay) : stored
  const name = ehloName(app.config.publicUrl)
  if (own.relay)
    return trySmtp(guardOf(app.config), { relay: own.relay, password: opened(app, own.sealed), name, sender, mayBePlain: false })
  if (app.config.smtpUrl === null) throw invalid('relay', 'There is no relay yet. Enter one, or set SMTP_URL for the whole installation.')
  return trySmtp(everywhere(guardOf(app.config)), { ...installation(app.config.smtpUrl), name, sender, mayBePlain: true })
}

/** Tries a mailbox that is fetched: as in the request, with the stored password where none was typed. */
export async function testMailbox(
  ctx: Context<StaffActor>,
  deskId: number,
  asked: { address?: number; imap?: ImapInput },
): Promise<TrialResult> {
  requireSight(ctx, deskId)
  const stored = await ctx.transaction(async (tx) => {
    await storedRelay(tx, deskId)
    return asked.address === undefined ? null : storedMailbox(tx, { deskId, addressId: asked.address })
  })
  const { password, ...settings } = asked.imap ?? { ...stored?.imap, password: undefined }
  if (!isWhole(settings)) throw invalid('imap', 'Say which mailbox to try.')
  if (password !== undefined) return tryImap(ctx.app, settings, password)
  // A kept password goes only where it was meant for.
  const { imap } = stored ?? {}
  const same = imap?.host === settings.host && imap.port === settings.port && imap.user === settings.user && imap.secure === settings.secure
  return tryImap(ctx.app, settings, same ? opened(ctx.app, stored?.sealed ?? null) : null)
}

type Mailbox = Omit<ImapInput, 'password'>

function isWhole(settings: Partial<Mailbox>): settings is Mailbox {
  return settings.host !== undefined
}

function opened(app: App, sealed: Buffer | null): string | null {
  return sealed === null ? null : app.secrets.open('stored-password', sealed).toString('utf8')
}

function installation(smtpUrl: string): { relay: Relay; password: string | null } {
  const { options, auth } = relayOf(smtpUrl)
  const security = options.secure ? 'tls' : options.ignoreTLS ? 'none' : 'starttls'
  const { host = '', port } = options
  return { relay: { host, port: Number(port), security, user: auth?.user ?? null }, password: auth?.pass ?? null }
}

/** Where the operator's own relay stands is the operator's word. */
function everywhere(guard: Guard): Guard {
  return { ...guard, allowed: ['0.0.0.0/0', '::/0'].flatMap((all) => networkOf(all) ?? []) }
}
