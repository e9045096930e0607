import type { App } from '../access/index.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { createWorkspace } from './create-workspace.ts'
import { workspaces } from './setup.queries.ts'

/** The workspace a command works in: the one named, else the only one; made when there is none yet, so that automation starts without a browser. */
export async function workspaceFor(app: App, named?: string, { make = true }: { make?: boolean } = {}): Promise<number> {
  const all = await app.db.outside<{ id: number; name: string }>(workspaces)
  if (named !== undefined) {
    const found = all.find(({ id, name }) => String(id) === named || name === named)
    if (found) return found.id
    throw new StartProblem(
      `There is no workspace “${named}”.`,
      `There are: ${all.map(({ id, name }) => `${name} (${id})`).join(', ') || 'none'}.`,
    )
  }
  const [first, second] = all
  if (second) throw new StartProblem('There are several workspaces.', 'Say which one with --workspace NAME.')
  if (!first && !make)
    throw new StartProblem('There is no workspace yet.', 'Start Statedesk and set it up, or check --data and DATABASE_URL.')
  return first ? first.id : (await createWorkspace(app, { name: 'Statedesk' })).workspaceId
}
