import type { Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { allRoles, insertRole, roleByKey } from './access.queries.ts'
import { builtInRoles } from '../platform/permissions.ts'

export interface Role {
  id: number
  key: string
  name: string
}

export async function roleNamed(tx: Tx, key: string): Promise<Role> {
  const role = await tx.maybe<Role>(roleByKey, [tx.workspaceId, key])
  if (role) return role
  const known = await tx.many<{ key: string }>(allRoles, [tx.workspaceId])
  throw invalid('role', `is not one of ${known.map((one) => one.key).join(', ')}`)
}

/** The roles a new workspace starts with. */
export async function installRoles(tx: Tx): Promise<void> {
  for (const role of builtInRoles) await tx.run(insertRole, [tx.workspaceId, role.key, role.name, role.actsAs, role.permissions])
}
