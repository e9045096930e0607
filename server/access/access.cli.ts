import { createKey } from './create-key.ts'
import { createUser, type NewUser } from './create-user.ts'
import type { App } from '../platform/context.ts'

/** `statedesk key create`: gives the key, which the command prints on its last line. */
export async function keyCreate(app: App, workspaceId: number, input: { role: string; name: string }): Promise<string> {
  const { key } = await app.db.transaction(workspaceId, (tx) => createKey(tx, input, null))
  return key
}

/** `statedesk user create`. */
export async function userCreate(app: App, workspaceId: number, input: NewUser): Promise<{ id: number }> {
  return app.db.transaction(workspaceId, (tx) => createUser(tx, input))
}
