import type { App } from '../access/index.ts'
import { query } from '../platform/db/index.ts'
import { type VerifyReport, verifyWorkspace } from './verify.ts'

const allWorkspaces = query('verify.workspaces', `SELECT workspace_id AS id FROM due_work('workspaces', business_now(), 100000) ORDER BY 1`)

/** `statedesk verify`: every workspace, or one; each as of one moment, so that it may run beside a busy server. */
export async function verify(app: Pick<App, 'db'>, workspaceId: number | null): Promise<({ workspaceId: number } & VerifyReport)[]> {
  const ids = workspaceId === null ? (await app.db.outside<{ id: number }>(allWorkspaces)).map(({ id }) => id) : [workspaceId]
  const reports = []
  for (const id of ids) reports.push({ workspaceId: id, ...(await app.db.snapshot(id, verifyWorkspace)) })
  return reports
}
