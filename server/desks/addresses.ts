import { type App, type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, expectVersion, invalid, notFound } from '../platform/errors/index.ts'
import { assertMailServer } from './assert-mail-server.ts'
import {
  clearPrimary,
  insertAddress,
  lockAddress,
  lockDesk,
  nextPrimary,
  removeAddressRow,
  reviveAddress,
  setPrimary,
  updateAddress,
} from './desks.queries.ts'
import type { ImapInput } from './desks.schema.ts'
import { type AddressRow, requireSight } from './get-desk.ts'

/** Mail to this address opens tickets on the desk from now on: it arrives by SMTP, or is fetched by IMAP. */
export async function addAddress(app: App, tx: Tx, deskId: number, input: { address: string; imap?: ImapInput }): Promise<number> {
  const { password, ...imap } = input.imap ?? {}
  if (input.imap && password === undefined) throw invalid('imap.password', 'is missing')
  const sealed = password === undefined ? null : sealPassword(app, password)
  const values = [tx.workspaceId, deskId, input.address, input.imap ? 'imap' : 'smtp', input.imap ? imap : null, sealed]
  const added = (await tx.maybe<{ id: number }>(insertAddress, values)) ?? (await tx.maybe<{ id: number }>(reviveAddress, values))
  if (!added)
    throw new AppError('already_exists', `${input.address} belongs to a desk already.`, {
      errors: [{ path: 'address', message: 'is in use' }],
    })
  return added.id
}

export async function addAddressOf(ctx: Context<StaffActor>, deskId: number, input: { address: string; imap?: ImapInput }): Promise<void> {
  requireSight(ctx, deskId)
  if (input.imap) await assertMailServer(ctx.app, input.imap)
  await ctx.transaction(async (tx) => {
    if (!(await tx.maybe(lockDesk, [tx.workspaceId, deskId]))) throw notFound()
    const id = await addAddress(ctx.app, tx, deskId, input)
    await logSettingsChange(tx, ctx.actor.userId, 'address', id, { added: input.address, desk: deskId })
    tx.afterCommit(() => ctx.app.wake('imap'))
  })
}

export interface AddressChange {
  readonly isPrimary?: true
  readonly trustedRelays?: string[]
  readonly trustedAuthservId?: string | null
  readonly imap?: ImapInput
  readonly expectedVersion?: number
}

/** A kept password goes only where it was meant for: another host, port or user needs it typed again. */
export async function changeAddress(
  ctx: Context<StaffActor>,
  at: { deskId: number; addressId: number },
  { expectedVersion, ...change }: AddressChange,
): Promise<void> {
  if (change.imap) await assertMailServer(ctx.app, change.imap)
  await ctx.transaction(async (tx) => {
    await tx.maybe(lockDesk, [tx.workspaceId, at.deskId])
    const row = await tx.maybe<AddressRow & { sealed: Buffer | null }>(lockAddress, [tx.workspaceId, at.deskId, at.addressId])
    if (!row) throw notFound()
    expectVersion(expectedVersion, row.version)
    if (change.imap && row.kind !== 'imap') throw invalid('imap', 'Mail to this address arrives by SMTP.')
    const { imap, sealed } = change.imap ? changedImap(ctx.app, row, change.imap) : row
    const trustedAuthservId = change.trustedAuthservId === undefined ? row.trustedAuthservId : change.trustedAuthservId
    const relays = change.trustedRelays ?? row.trustedRelays
    await tx.run(updateAddress, [tx.workspaceId, at.deskId, at.addressId, relays, trustedAuthservId, imap, sealed])
    if (change.isPrimary) {
      await tx.run(clearPrimary, [tx.workspaceId, at.deskId])
      await tx.run(setPrimary, [tx.workspaceId, at.addressId])
    }
    const { isPrimary, trustedRelays, trustedAuthservId: authserv } = row
    const former = { isPrimary, trustedRelays, trustedAuthservId: authserv, imap: row.imap }
    const changed = differences(former, { ...change, imap: change.imap && imap })
    const password = change.imap?.password === undefined ? {} : { imapPassword: 'changed' }
    if (changed || change.imap?.password !== undefined)
      await logSettingsChange(tx, ctx.actor.userId, 'address', at.addressId, { ...changed?.change, ...password }, changed?.former)
    tx.afterCommit(() => ctx.app.wake('imap'))
  })
}

function changedImap(app: App, row: AddressRow & { sealed: Buffer | null }, { password, ...imap }: ImapInput) {
  const sameServer =
    row.imap?.host === imap.host && row.imap.port === imap.port && row.imap.user === imap.user && row.imap.secure === imap.secure
  if (password !== undefined) return { imap, sealed: sealPassword(app, password) }
  return { imap, sealed: sameServer ? row.sealed : null }
}

/** No mail is taken for it any more. Its row stays, for the mails that came through it. */
export async function removeAddress(ctx: Context<StaffActor>, at: { deskId: number; addressId: number }): Promise<void> {
  await ctx.transaction(async (tx) => {
    await tx.maybe(lockDesk, [tx.workspaceId, at.deskId])
    const removed = await tx.maybe<{ address: string }>(removeAddressRow, [tx.workspaceId, at.deskId, at.addressId, tx.now])
    if (!removed) throw notFound()
    await tx.run(nextPrimary, [tx.workspaceId, at.deskId])
    await logSettingsChange(tx, ctx.actor.userId, 'address', at.addressId, { removed: removed.address, desk: at.deskId })
  })
}

function sealPassword(app: App, password: string): Buffer {
  return app.secrets.seal('stored-password', Buffer.from(password, 'utf8'))
}
