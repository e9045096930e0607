import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { insertMembership, insertUser } from './access.queries.ts'
import { joinDesks } from './desk-access.ts'
import { hashPassword } from './passwords.ts'
import { roleNamed } from './roles.ts'

export interface NewUser {
  readonly name: string
  /** In lower case. */
  readonly email: string
  readonly password: string
  readonly role: string
  /** Absent: all desks. */
  readonly desks?: readonly number[]
}

/** A person who can sign in to this workspace. */
export async function createUser(tx: Tx, input: NewUser): Promise<{ id: number }> {
  const role = await roleNamed(tx, input.role)
  const user = await tx.maybe<{ id: number }>(insertUser, [input.email, input.name, await hashPassword(input.password), false])
  if (!user) {
    const message = 'has an account already'
    throw new AppError('already_exists', 'Somebody with this mail address has an account already.', {
      errors: [{ path: 'email', message }],
    })
  }
  await tx.run(insertMembership, [tx.workspaceId, user.id, role.id, input.name, 'offline'])
  await joinDesks(tx, user.id, input.desks ?? 'all')
  return user
}
