import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { type DeskRow, summaryOf } from './desk-summaries.ts'
import { deskSettings } from './desk-settings.ts'
import { addressesOfDesk, desksById } from './desks.queries.ts'
import type { Desk, DeskAddress } from './desks.schema.ts'

export interface AddressRow {
  id: number
  version: number
  deskId: number
  address: string
  kind: 'smtp' | 'imap'
  isPrimary: boolean
  trustedRelays: string[]
  trustedAuthservId: string | null
  imap: { host: string; port: number; secure: boolean; user: string; folder: string } | null
  hasPassword: boolean
  imapError: string | null
  imapCheckedAt: Date | null
}

/** One desk with its settings, for those who work on it and those who manage settings. */
export async function getDesk(ctx: Context<StaffActor>, deskId: number): Promise<z.input<typeof Desk>> {
  requireSight(ctx, deskId)
  return ctx.transaction((tx) => deskIn(tx, deskId))
}

export function requireSight(ctx: Context<StaffActor>, deskId: number): void {
  if (!ctx.actor.desks.has(deskId) && !ctx.actor.permissions.has('settings.manage')) throw notFound()
}

export async function deskIn(tx: Tx, deskId: number): Promise<z.input<typeof Desk>> {
  const row = await tx.maybe<DeskRow>(desksById, [tx.workspaceId, [deskId]])
  if (!row) throw notFound()
  const addresses = await tx.many<AddressRow>(addressesOfDesk, [tx.workspaceId, deskId])
  const { fromName, signature, replyToken, version, relay, relayHasPassword } = row
  return {
    ...(await summaryOf(tx, row)),
    fromName,
    signature,
    replyToken,
    version,
    addresses: addresses.map(shownAddress),
    settings: deskSettings(row.settings),
    relay: relay && { ...relay, hasPassword: relayHasPassword },
    calendar: row.calendarId,
  }
}

// The password is write-only: it is never read back.
function shownAddress(row: AddressRow): z.input<typeof DeskAddress> {
  const { imap, hasPassword, imapError, imapCheckedAt, ...address } = row
  return { ...address, imap: imap && { ...imap, hasPassword, error: imapError, checkedAt: imapCheckedAt } }
}
