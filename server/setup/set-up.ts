import { type App, startSession } from '../access/index.ts'
import type { NewDesk } from '../desks/index.ts'
import { setPresence } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { hashToken } from '../platform/secrets.ts'
import { beforeAnyWorkspace, enter, furnish, openWorkspace } from './create-workspace.ts'
import { anybody, dropOpenLinks, renameWorkspace, useLink, workspaces } from './setup.queries.ts'

export interface SetUpInput {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly workspace: string
  readonly desk: NewDesk
}

/** Makes the first workspace, admin and desk, once: the link works for one of however many use it. */
export function setUp(app: App, input: SetUpInput, userAgent: string) {
  return beforeAnyWorkspace(app, async (outside) => {
    if (!(await outside.maybe(useLink, [hashToken(input.token)]))) throw notFound()
    if ((await outside.one<{ isThere: boolean }>(anybody)).isThere) throw notFound()
    await outside.run(dropOpenLinks)

    const tx = await firstWorkspace(outside, input.workspace)
    const { name, email, password, desk } = input
    const made = await furnish(app, tx, { admin: { name, email, password }, desk })
    if (made.userId === null || made.deskId === null) throw new Error('set-up made no admin or no desk')
    const session = await startSession(tx, made.userId, userAgent)
    await setPresence(app, tx, made.userId, { presence: 'online', connected: true })
    return { workspaceId: made.workspaceId, userId: made.userId, deskId: made.deskId, token: session.token }
  })
}

/** A key made on the command line before anybody set up already needed a workspace: that one is taken. */
async function firstWorkspace(outside: Tx, name: string): Promise<Tx> {
  const [existing] = await outside.many<{ id: number }>(workspaces)
  if (!existing) return openWorkspace(outside, name)
  await outside.run(renameWorkspace, [existing.id, name])
  return enter(outside, existing.id)
}
