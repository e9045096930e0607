import { type App, forgetAllCallers, logSettingsChange, openDesk } from '../access/index.ts'
import { lifecycleVersion, publishedLifecycle } from '../lifecycles/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { addAddress } from './addresses.ts'
import { insertDesk } from './desks.queries.ts'

export interface NewDesk {
  readonly name: string
  /** The key of a published lifecycle. */
  readonly lifecycle: string
  readonly address?: string
}

/** A desk works by the newest published version of its lifecycle. The first desk of a workspace is its default. */
export async function createDesk(app: App, tx: Tx, input: NewDesk, creatorId: number | null): Promise<{ id: number }> {
  const version = await publishedLifecycle(tx, input.lifecycle)
  const settings = (await lifecycleVersion(tx, version.id)).deskDefaults ?? {}
  const desk = await tx.maybe<{ id: number }>(insertDesk, [tx.workspaceId, input.name, version.id, settings, tx.now])
  if (!desk) throw new AppError('already_exists', `There is a desk “${input.name}” already. Choose another name.`)
  if (input.address !== undefined) await addAddress(app, tx, desk.id, { address: input.address })
  await openDesk(tx, desk.id, creatorId)
  await logSettingsChange(tx, creatorId, 'desk', desk.id, { created: input.name, lifecycle: version.key })
  forgetAllCallers(app, tx)
  return desk
}
