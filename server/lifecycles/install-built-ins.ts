import { builtInLifecycles } from '../../lifecycle/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { insertLifecycle, insertVersion } from './lifecycles.queries.ts'

/** Gives a new workspace the five lifecycles, each with a first published version. */
export async function installBuiltIns(tx: Tx): Promise<void> {
  for (const lifecycle of Object.values(builtInLifecycles)) {
    const { id } = await tx.one<{ id: number }>(insertLifecycle, [tx.workspaceId, lifecycle.key, lifecycle.name.en, true])
    await tx.one(insertVersion, [tx.workspaceId, id, lifecycle, tx.now, null, tx.now])
  }
}
