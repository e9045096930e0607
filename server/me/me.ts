import type { z } from 'zod'
import type { Context, Permission, Presence, StaffActor } from '../access/index.ts'
import { deskSummaries } from '../desks/index.ts'
import { avatarHue } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { requireKnown, signatureVariables } from '../variables/index.ts'
import { changeMe, meRow } from './me.queries.ts'
import type { ChangeMe, Me } from './me.schema.ts'
import { knownPreferences } from './preferences.ts'

interface Row {
  id: number
  name: string
  email: string | null
  role: { key: string; name: string }
  permissions: Permission[]
  presence: Presence
  zone: string
  signature: string
  preferences: Record<string, unknown>
  workspace: { id: string; name: string; referencePrefix: string }
  teams: { id: string; name: string }[]
}

/** Who is signed in, and everything the screens need to begin. */
export function readMe(ctx: Context<StaffActor>): Promise<z.input<typeof Me>> {
  return ctx.transaction((tx) => meIn(ctx, tx))
}

async function meIn({ app, actor }: Context<StaffActor>, tx: Tx): Promise<z.input<typeof Me>> {
  const row = await tx.one<Row>(meRow, [tx.workspaceId, actor.userId])
  const preferences = knownPreferences(row.preferences)
  return {
    ...row,
    email: row.email ?? '',
    avatarHue: avatarHue(row.id),
    desks: await deskSummaries(tx, actor),
    theme: preferences.theme ?? null,
    preferences,
    dev: app.config.dev,
  }
}

export async function changeOwn(ctx: Context<StaffActor>, change: z.output<typeof ChangeMe>): Promise<z.input<typeof Me>> {
  return ctx.transaction(async (tx) => {
    if (change.signature !== undefined) requireKnown(change.signature, signatureVariables, 'signature')
    const { name = null, zone = null, signature = null, preferences = null } = change
    await tx.run(changeMe, [tx.workspaceId, ctx.actor.userId, name, zone, signature, preferences])
    return meIn(ctx, tx)
  })
}
