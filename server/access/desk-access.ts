import type { Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { countDesks, joinDesksRow, leaveDesksRow, openDeskRow, setSights } from './access.queries.ts'

/** Somebody works on these desks from now on, beside those they had. */
export async function joinDesks(tx: Tx, userId: number, desks: readonly number[] | 'all'): Promise<void> {
  if (desks !== 'all') await assertDesks(tx, desks)
  await tx.run(joinDesksRow, [tx.workspaceId, userId, desks === 'all' ? null : desks])
}

/** Somebody works on exactly these desks from now on. */
export async function setDesks(tx: Tx, userId: number, desks: readonly number[]): Promise<void> {
  await joinDesks(tx, userId, desks)
  await tx.run(leaveDesksRow, [tx.workspaceId, userId, desks])
}

/** `role`: as their role says; `own`: only what is assigned to them. */
export type Sight = 'role' | 'all' | 'own'

/** Somebody works on exactly these desks from now on, and sees so much there; where it is not said, what members of the desk begin with. */
export async function setDeskAccess(tx: Tx, userId: number, access: readonly { desk: number; sees?: Sight }[]): Promise<void> {
  await setDesks(
    tx,
    userId,
    access.map(({ desk }) => desk),
  )
  const said = access.filter(({ sees }) => sees !== undefined)
  const viewAll = said.map(({ sees }) => (sees === 'role' ? null : sees === 'all'))
  await tx.run(setSights, [tx.workspaceId, userId, said.map(({ desk }) => desk), viewAll])
}

/** A new desk is open to every admin, to the services behind API keys, and to who made it. */
export async function openDesk(tx: Tx, deskId: number, creatorId: number | null): Promise<void> {
  await tx.run(openDeskRow, [tx.workspaceId, deskId, creatorId])
}

/** SQL: whether somebody sees every ticket of a desk, by their place on it or by their role; as `staffActorOf` says. */
export const seesDesk = (workspace: string, desk: string, user: string) => `EXISTS (SELECT FROM desk_members x
     JOIN memberships y ON y.workspace_id = x.workspace_id AND y.user_id = x.user_id AND y.disabled_at IS NULL
     JOIN roles z ON z.workspace_id = y.workspace_id AND z.id = y.role_id
     WHERE x.workspace_id = ${workspace} AND x.desk_id = ${desk} AND x.user_id = ${user}
       AND COALESCE(x.view_all, 'tickets.view_all' = ANY (z.permissions)))`

async function assertDesks(tx: Tx, desks: readonly number[]): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countDesks, [tx.workspaceId, desks])
  if (n !== new Set(desks).size) throw invalid('desks', 'names a desk that does not exist')
}
