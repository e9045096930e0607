import type { z } from 'zod'
import type { Context, StaffActor } from '../platform/context.ts'
import { expectVersion, notFound } from '../platform/errors/index.ts'
import { keys, lockKey, renameKey } from './access.queries.ts'
import type { ApiKey } from './access.schema.ts'
import { forgetCaller } from './sessions.ts'
import { differences, logSettingsChange } from './settings-log.ts'

/** @throws version_conflict */
export async function changeKey(
  ctx: Context<StaffActor>,
  keyId: number,
  { name, expectedVersion }: { name: string; expectedVersion?: number },
): Promise<z.input<typeof ApiKey>> {
  return ctx.transaction(async (tx) => {
    const key = await tx.maybe<{ userId: number; name: string; version: number }>(lockKey, [tx.workspaceId, keyId])
    if (!key) throw notFound()
    expectVersion(expectedVersion, key.version)
    const changed = differences({ name: key.name }, { name })
    if (changed) {
      await tx.run(renameKey, [tx.workspaceId, keyId, name])
      await logSettingsChange(tx, ctx.actor.userId, 'key', keyId, changed.change, changed.former)
      forgetCaller(ctx.app, tx, key.userId)
    }
    return tx.one<z.input<typeof ApiKey>>(keys, [tx.workspaceId, keyId])
  })
}
