import { type Context, createUser, logSettingsChange, type NewUser, type Presence, type Sight, type StaffActor } from '../access/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { avatarHue } from './avatar-hue.ts'
import { agents } from './people.queries.ts'

export interface Agent {
  id: number
  name: string
  email: string | null
  avatarHue: number
  role: { key: string; name: string }
  presence: Presence
  capacity: number
  teams: number[]
  desks: number[]
  isService: boolean
  access: { desk: number; sees: Sight }[]
  disabled: boolean
  version: number
}

/** Who works here, or on one desk. People who left are shown to those who may bring them back. */
export async function listAgents(ctx: Context<StaffActor>, deskId: number | null): Promise<Agent[]> {
  const withFormer = deskId === null && ctx.actor.permissions.has('people.manage')
  return read(ctx, [deskId, null, withFormer])
}

export async function getAgent(ctx: Context<StaffActor>, userId: number): Promise<Agent> {
  const [agent] = await read(ctx, [null, userId, true])
  if (!agent) throw notFound()
  return agent
}

export async function createAgent(ctx: Context<StaffActor>, input: NewUser): Promise<Agent> {
  const { id } = await ctx.transaction(async (tx) => {
    const user = await createUser(tx, input)
    await logSettingsChange(tx, ctx.actor.userId, 'agent', user.id, { created: input.name, role: input.role })
    return user
  })
  return getAgent(ctx, id)
}

async function read(ctx: Context<StaffActor>, params: [number | null, number | null, boolean]): Promise<Agent[]> {
  const rows = await ctx.transaction((tx) => tx.many<Omit<Agent, 'avatarHue'>>(agents, [ctx.workspaceId, ...params]))
  return rows.map((row) => ({ ...row, avatarHue: avatarHue(row.id) }))
}
