import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { formView } from '../forms/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { findTicket, mayList } from '../tickets/index.ts'
import { desksThatTake, deskThatTakes, type TransferRow, transfersOf } from './transfers.queries.ts'
import type { TransferDeskForm, TransfersView } from './transfers.schema.ts'

type TransfersOut = z.input<typeof TransfersView>

/** What a ticket was handed on as, and what it was made of. Of the other ticket one learns its reference, desk and status, and more only where one sees it. */
export function readTransfers(ctx: Context<StaffActor>, ref: string): Promise<TransfersOut> {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const out: TransfersOut = { issues: [], origins: [] }
    if (!ticket.inTransfer) return out
    for (const row of await tx.many<TransferRow>(transfersOf, [tx.workspaceId, ticket.id])) {
      const { id, transferredAt, transferredBy, guideAt } = row
      const common = { id, transferredAt, transferredBy, ticket: await otherSide(ctx, tx, row) }
      const guide = guideAt && { at: guideAt, by: row.guideBy ?? '', toldAt: row.guidedAt }
      if (row.side === 'origin') out.origins.push({ ...common, guide })
      else out.issues.push({ ...common, guide: guide && { ...guide, text: row.guideText ?? '' } })
    }
    return out
  })
}

const thrownAway: ReadonlySet<string> = new Set(['spam', 'trash', 'purged'])

async function otherSide(ctx: Context<StaffActor>, tx: Tx, row: TransferRow) {
  const { reference, deskId, deskName, status: key, bucket } = row
  const status = (await lifecycleVersion(tx, row.lifecycleVersionId)).statuses[key]
  if (!status) throw new Error(`the ticket ${reference} is in the unknown status ${key}`)
  return {
    reference,
    desk: { id: deskId, name: deskName },
    status: { key, label: status.label, colour: status.colour, category: status.category },
    gone: thrownAway.has(bucket) ? (bucket as 'spam' | 'trash' | 'purged') : null,
    title: bucket !== 'purged' && mayList(ctx.actor, row) ? row.title : null,
  }
}

/** The desks one may hand tickets on to, whether one works on them or not. */
export function transferDesks(ctx: Context<StaffActor>): Promise<{ id: number; name: string }[]> {
  return ctx.transaction((tx) => tx.many<{ id: number; name: string }>(desksThatTake, [tx.workspaceId]))
}

/** What such a desk asks about the ticket that it will get. */
export function transferDesk(ctx: Context<StaffActor>, deskId: number): Promise<z.input<typeof TransferDeskForm>> {
  return ctx.transaction(async (tx) => {
    const desk = await tx.maybe<{ id: number; name: string }>(deskThatTakes, [tx.workspaceId, deskId])
    if (!desk) throw notFound()
    const { types, inquiryTypes, fields } = await formView(tx, deskId)
    return { ...desk, types, inquiryTypes, fields }
  })
}
