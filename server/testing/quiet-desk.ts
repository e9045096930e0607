import type { App } from '../access/index.ts'

/** A desk that mails customers only what somebody wrote to them: most tests are about that alone. */
export async function quietDesk(app: App, workspaceId: number, deskId: number): Promise<void> {
  const text = `UPDATE desks SET settings = settings || '{"acknowledgeNew": false, "statusMails": false}' WHERE workspace_id = $1 AND id = $2`
  await app.db.transaction(workspaceId, (tx) => tx.run({ text }, [workspaceId, deskId]))
}
