import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { deskIn, requireSight } from './get-desk.ts'
import type { MailHelp } from './desks.schema.ts'

/** How to send a first mail to a desk, ready to paste. */
export async function mailHelp(ctx: Context<StaffActor>, deskId: number): Promise<z.input<typeof MailHelp>> {
  requireSight(ctx, deskId)
  const desk = await ctx.transaction((tx) => deskIn(tx, deskId))
  if (desk.address === null) throw invalid('address', 'This desk has no address yet. Add one first.')
  const { smtpHost, smtpPort, smtpUrl } = ctx.app.config
  // What listens on every interface is reached from this machine under its loopback address.
  const reachable = smtpHost === '0.0.0.0' || smtpHost === '::' ? '127.0.0.1' : smtpHost
  return {
    smtpHost,
    smtpPort,
    address: desk.address,
    swaks: `swaks --to ${quoted(desk.address)} --from carl@example.com --server ${reachable} --port ${smtpPort} --h-Subject "Hello" --body "Does this arrive?"`,
    relay: desk.relay ? `${desk.relay.host}:${desk.relay.port}` : smtpUrl && relayHost(smtpUrl),
  }
}

/** The relay's host and port, without its user and password. */
export function relayHost(smtpUrl: string): string {
  return new URL(smtpUrl).host
}

function quoted(word: string): string {
  return /^[\w@.+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
