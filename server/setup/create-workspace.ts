import { type App, createUser, installRoles } from '../access/index.ts'
import { createDesk, type NewDesk } from '../desks/index.ts'
import { installBuiltIns } from '../lifecycles/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { createSequence, enterWorkspace, insertFeedHead, insertWorkspace } from './setup.queries.ts'

export interface NewWorkspace {
  readonly name: string
  readonly admin?: { readonly name: string; readonly email: string; readonly password: string }
  readonly desk?: NewDesk
}

export interface CreatedWorkspace {
  readonly workspaceId: number
  readonly userId: number | null
  readonly deskId: number | null
}

// A workspace has no number before it is there: the transaction begins in none and then enters it.
const noWorkspace = 0

/** A workspace ready to work: roles, the five lifecycles, and, when given, a first admin and a first desk. */
export function createWorkspace(app: App, input: NewWorkspace): Promise<CreatedWorkspace> {
  return app.db.transaction(noWorkspace, async (outside) => {
    const tx = await openWorkspace(outside, input.name)
    return furnish(app, tx, input)
  })
}

/** Runs work that may make a workspace. */
export function beforeAnyWorkspace<T>(app: App, work: (tx: Tx) => Promise<T>): Promise<T> {
  return app.db.transaction(noWorkspace, work)
}

export async function openWorkspace(outside: Tx, name: string): Promise<Tx> {
  const { id } = await outside.one<{ id: number }>(insertWorkspace, [name])
  const tx = await enter(outside, id)
  await tx.one(createSequence, [id])
  await tx.run(insertFeedHead, [id])
  await installRoles(tx)
  await installBuiltIns(tx)
  return tx
}

export async function enter(outside: Tx, workspaceId: number): Promise<Tx> {
  await outside.one(enterWorkspace, [String(workspaceId)])
  return { ...outside, workspaceId }
}

export async function furnish(app: App, tx: Tx, { admin, desk }: Omit<NewWorkspace, 'name'>): Promise<CreatedWorkspace> {
  const user = admin && (await createUser(tx, { ...admin, role: 'admin' }))
  const made = desk && (await createDesk(app, tx, desk, user?.id ?? null))
  return { workspaceId: tx.workspaceId, userId: user?.id ?? null, deskId: made?.id ?? null }
}
