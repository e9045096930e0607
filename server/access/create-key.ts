import type { Tx } from '../platform/db/index.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { insertKey, insertMembership, insertUser } from './access.queries.ts'
import { joinDesks } from './desk-access.ts'
import { roleNamed } from './roles.ts'
import { logSettingsChange } from './settings-log.ts'

export interface NewKey {
  readonly id: number
  readonly userId: number
  readonly name: string
  /** Shown once: only its hash is kept. */
  readonly key: string
}

/** An API key, with a service user of its own, so that what it does bears its name and its role. */
export async function createKey(tx: Tx, input: { name: string; role: string }, createdBy: number | null): Promise<NewKey> {
  const role = await roleNamed(tx, input.role)
  const user = await tx.one<{ id: number }>(insertUser, [null, input.name, null, true])
  await tx.run(insertMembership, [tx.workspaceId, user.id, role.id, input.name, 'online'])
  await joinDesks(tx, user.id, 'all')
  const key = `sd_${randomToken()}`
  const row = await tx.one<{ id: number }>(insertKey, [tx.workspaceId, user.id, input.name, hashToken(key), key.slice(0, 7), createdBy])
  await logSettingsChange(tx, createdBy, 'key', row.id, { created: input.name, role: input.role })
  return { id: row.id, userId: user.id, name: input.name, key }
}
