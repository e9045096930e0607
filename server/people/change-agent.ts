import {
  type Context,
  endSessionsOf,
  forgetCaller,
  joinDesks,
  logSettingsChange,
  roleNamed,
  setDesks,
  type StaffActor,
} from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { activeAdmins, lockMember, setDisabled, setName, setRole } from './people.queries.ts'
import { type Presence, tellTickets } from './presence.ts'

export interface AgentChange {
  readonly name?: string
  readonly role?: string
  readonly desks?: number[]
  readonly disabled?: boolean
}

interface Member {
  id: number
  presence: Presence
  disabledAt: Date | null
  role: string
  actsAs: 'agent' | 'admin'
  isService: boolean
}

/** Changes what somebody may do. With another role, or none, every session they have ends. */
export async function changeAgent(ctx: Context<StaffActor>, userId: number, change: AgentChange): Promise<void> {
  await ctx.transaction(async (tx) => {
    const admins = await tx.many<{ id: number }>(activeAdmins, [tx.workspaceId])
    const member = await tx.maybe<Member>(lockMember, [tx.workspaceId, userId])
    if (!member) throw notFound()
    if (change.name !== undefined) await tx.run(setName, [tx.workspaceId, userId, change.name])
    if (change.role !== undefined && change.role !== member.role) await giveRole(ctx, tx, member, change.role, admins)
    if (change.desks !== undefined) await setDesks(tx, userId, change.desks)
    if (change.disabled !== undefined && change.disabled !== (member.disabledAt !== null))
      await setStanding(ctx, tx, member, change.disabled, admins)
    await logSettingsChange(tx, ctx.actor.userId, 'agent', userId, { ...change })
    forgetCaller(ctx.app, tx, userId)
  })
}

async function giveRole(ctx: Context<StaffActor>, tx: Tx, member: Member, key: string, admins: { id: number }[]): Promise<void> {
  const role = await roleNamed(tx, key)
  if (key !== 'admin') keepOneAdmin(member, admins)
  await tx.run(setRole, [tx.workspaceId, member.id, role.id])
  if (key === 'admin') await joinDesks(tx, member.id, 'all')
  await endSessionsOf(ctx.app, tx, member.id, ctx.actor.userId === member.id ? ctx.actor.sessionId : null)
}

async function setStanding(ctx: Context<StaffActor>, tx: Tx, member: Member, disabled: boolean, admins: { id: number }[]): Promise<void> {
  if (member.isService) throw invalid('disabled', 'This is the service of an API key. Revoke the key instead.')
  if (disabled) keepOneAdmin(member, admins)
  await tx.run(setDisabled, [tx.workspaceId, member.id, disabled ? tx.now : null])
  if (!disabled) return
  await endSessionsOf(ctx.app, tx, member.id)
  if (member.presence === 'online') await tellTickets(ctx.app, tx, member.id)
}

function keepOneAdmin(member: Member, admins: { id: number }[]): void {
  const others = admins.filter((admin) => admin.id !== member.id)
  if (admins.length > others.length && others.length === 0) {
    throw new AppError('in_use', 'This is the only admin. Make somebody else an admin first.')
  }
}
