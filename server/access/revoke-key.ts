import { notFound } from '../platform/errors/index.ts'
import { disableMembership, revokeKeyRow } from './access.queries.ts'
import type { Context, StaffActor } from '../platform/context.ts'
import { forgetCaller } from './sessions.ts'
import { logSettingsChange } from './settings-log.ts'

/** Ends a key and retires its service user, whose name stays on what it did. */
export async function revokeKey(ctx: Context<StaffActor>, keyId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const key = await tx.maybe<{ user_id: number; name: string }>(revokeKeyRow, [tx.workspaceId, keyId, tx.now])
    if (!key) throw notFound()
    await tx.run(disableMembership, [tx.workspaceId, key.user_id, tx.now])
    await logSettingsChange(tx, ctx.actor.userId, 'key', keyId, { revoked: key.name })
    forgetCaller(ctx.app, tx, key.user_id)
  })
}
