import type { App } from '../access/index.ts'
import { createDesk, type NewDesk } from './create-desk.ts'

/** `statedesk desk create`. */
export async function deskCreate(app: App, workspaceId: number, input: NewDesk): Promise<{ id: number }> {
  return app.db.transaction(workspaceId, (tx) => createDesk(app, tx, input, null))
}
