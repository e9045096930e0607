import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { signatureOf } from '../channels/email/index.ts'
import { findTicket } from '../tickets/index.ts'
import { deskOfPreview } from './preview.queries.ts'
import type { SignatureView } from './preview.schema.ts'

interface Row {
  deskName: string
  fromName: string
  signature: string
  authorSignature: string | null
}

/** What will stand under a reply of one's own on a ticket. */
export function signatureOn(ctx: Context<StaffActor>, ref: string): Promise<z.input<typeof SignatureView>> {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const head = await tx.one<Row>(deskOfPreview, [tx.workspaceId, ticket.deskId, ctx.actor.userId])
    return signatureOf({ message: { authorKind: 'agent', authorName: ctx.actor.name }, head })
  })
}
