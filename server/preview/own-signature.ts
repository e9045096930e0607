import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { signatureOf } from '../channels/email/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { findTicket, requireWritingFirst } from '../tickets/index.ts'
import { type DeskOfPreview, deskOfPreview } from './preview.queries.ts'
import type { SignatureView } from './preview.schema.ts'

type Signature = z.input<typeof SignatureView>

/** What will stand under a reply of one's own on a ticket. */
export function signatureOn(ctx: Context<StaffActor>, ref: string): Promise<Signature> {
  return ctx.transaction(async (tx) => signatureFor(ctx, tx, (await findTicket(ctx, tx, ref)).deskId))
}

/** What will stand under a first message of one's own. */
export function signatureOfFirst(ctx: Context<StaffActor>, deskId: number): Promise<Signature> {
  requireWritingFirst(ctx, deskId)
  return ctx.transaction((tx) => signatureFor(ctx, tx, deskId))
}

async function signatureFor(ctx: Context<StaffActor>, tx: Tx, deskId: number): Promise<Signature> {
  const head = await tx.maybe<DeskOfPreview>(deskOfPreview, [tx.workspaceId, deskId, ctx.actor.userId])
  if (!head) throw notFound()
  return signatureOf({ message: { authorKind: 'agent', authorName: ctx.actor.name }, head })
}
