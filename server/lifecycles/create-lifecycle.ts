import { check, type Finding, type Label, type Lifecycle } from '../../lifecycle/index.ts'
import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { insertLifecycle, insertVersion, lockLifecycle } from './lifecycles.queries.ts'
import { readDefinition } from './read-definition.ts'

export interface NewVersion {
  readonly version: number
  readonly findings: Finding[]
}

/** A lifecycle of one's own, mostly a changed copy of another; its first version is a draft. */
export async function createLifecycle(
  ctx: Context<StaffActor>,
  input: { key: string; name: Label; definition: Record<string, unknown> },
): Promise<NewVersion & { id: number; key: string }> {
  const lifecycle = readDefinition({ ...input.definition, key: input.key, name: input.name })
  return ctx.transaction(async (tx) => {
    const created = await tx.maybe<{ id: number }>(insertLifecycle, [tx.workspaceId, input.key, input.name.en, false])
    if (!created) throw new AppError('already_exists', `There is a lifecycle “${input.key}” already. Choose another key.`)
    await logSettingsChange(tx, ctx.actor.userId, 'lifecycle', created.id, { created: input.key })
    return { id: created.id, key: input.key, ...(await addVersion(tx, created.id, lifecycle, ctx.actor.userId)) }
  })
}

/** A new draft of a lifecycle, complete in itself. */
export async function createVersion(
  ctx: Context<StaffActor>,
  lifecycleId: number,
  definition: Record<string, unknown>,
): Promise<NewVersion> {
  return ctx.transaction(async (tx) => {
    const found = await tx.maybe<{ id: number; key: string; builtIn: boolean }>(lockLifecycle, [tx.workspaceId, lifecycleId])
    if (!found) throw notFound()
    if (found.builtIn) throw new AppError('in_use', 'A built-in lifecycle stays as it is. Make one of your own from it.')
    const lifecycle = readDefinition({ ...definition, key: found.key })
    return addVersion(tx, lifecycleId, lifecycle, ctx.actor.userId)
  })
}

async function addVersion(tx: Tx, lifecycleId: number, lifecycle: Lifecycle, userId: number): Promise<NewVersion> {
  const { version } = await tx.one<{ version: number }>(insertVersion, [tx.workspaceId, lifecycleId, lifecycle, null, userId, tx.now])
  return { version, findings: check(lifecycle) }
}
