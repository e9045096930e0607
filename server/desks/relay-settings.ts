import type { App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { invalid, notFound } from '../platform/errors/index.ts'
import { checkHost, guardOf } from '../platform/outgoing/index.ts'
import { mailboxOfAddress, relayOfDesk } from './desks.queries.ts'
import type { ImapInput, RelayInput } from './desks.schema.ts'

export const securities = ['tls', 'starttls', 'none'] as const

/** A desk's own way out for its mail, as it is stored; its password is sealed beside it. */
export interface Relay {
  readonly host: string
  readonly port: number
  readonly security: (typeof securities)[number]
  readonly user: string | null
}

/** Refuses a relay that mail must not go to when it is typed; it is looked at again at every connection. */
export async function assertRelay(app: App, { host, port, security }: RelayInput): Promise<void> {
  const checked = await checkHost(guardOf(app.config), { host, port, protocol: 'smtp' })
  if (!checked.ok && checked.reason === 'host_not_found') return
  if (!checked.ok) throw invalid(checked.reason === 'port' ? 'relay.port' : 'relay.host', checked.message)
  if (security === 'none' && !checked.isAllowed) throw invalid('relay.security', plainRefused)
}

export const plainRefused = 'Mail may leave in the clear only inside networks that whoever runs this installation allowed.'

/** A kept password goes only where it was meant for: another server or user needs it typed again. */
export function relayWanted(
  app: App,
  stored: { relay: Relay | null; sealed: Buffer | null },
  { password, ...relay }: RelayInput,
): { relay: Relay; sealed: Buffer | null } {
  if (relay.user === null) return { relay, sealed: null }
  if (password !== undefined) return { relay, sealed: app.secrets.seal('stored-password', Buffer.from(password, 'utf8')) }
  const { relay: old, sealed } = stored
  const same = old?.host === relay.host && old.port === relay.port && old.user === relay.user && old.security === relay.security
  if (!same || sealed === null)
    throw invalid('relay.password', 'is missing: a stored one goes only to the server and user it was meant for')
  return { relay, sealed }
}

/** What a desk has stored for its way out. */
export async function storedRelay(tx: Tx, deskId: number): Promise<{ relay: Relay | null; sealed: Buffer | null }> {
  const stored = await tx.maybe<{ relay: Relay | null; sealed: Buffer | null }>(relayOfDesk, [tx.workspaceId, deskId])
  if (!stored) throw notFound()
  return stored
}

/** What an address that is fetched has stored. */
export async function storedMailbox(
  tx: Tx,
  at: { deskId: number; addressId: number },
): Promise<{ imap: Omit<ImapInput, 'password'>; sealed: Buffer | null }> {
  const stored = await tx.maybe<{ imap: Omit<ImapInput, 'password'>; sealed: Buffer | null }>(mailboxOfAddress, [
    tx.workspaceId,
    at.deskId,
    at.addressId,
  ])
  if (!stored) throw notFound()
  return stored
}
