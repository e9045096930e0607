import {
  type Context,
  differences,
  endSessionsOf,
  forgetCaller,
  joinDesks,
  logSettingsChange,
  type Presence,
  roleNamed,
  setDeskAccess,
  type Sight,
  type StaffActor,
} from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, expectVersion, invalid, notFound } from '../platform/errors/index.ts'
import {
  activeAdmins,
  countTeams,
  joinTeams,
  leaveTeams,
  lockMember,
  lockTeams,
  raiseTeamVersions,
  raiseVersion,
  setDisabled,
  setName,
  setRole,
} from './people.queries.ts'
import { tellTickets } from './presence.ts'

export interface AgentChange {
  readonly name?: string
  readonly role?: string
  readonly desks?: number[]
  /** Instead of `desks`. */
  readonly access?: readonly DeskSight[]
  readonly teams?: number[]
  readonly disabled?: boolean
  readonly expectedVersion?: number
}

interface DeskSight {
  readonly desk: number
  readonly sees?: Sight
}

interface Member {
  id: number
  name: string
  version: number
  teams: number[]
  access: DeskSight[]
  presence: Presence
  disabledAt: Date | null
  role: string
  actsAs: 'agent' | 'admin'
  isService: boolean
}

/**
 * Changes what somebody may do. With another role, or none, every session they have ends.
 * @throws version_conflict
 */
export async function changeAgent(ctx: Context<StaffActor>, userId: number, { expectedVersion, ...change }: AgentChange): Promise<void> {
  await ctx.transaction(async (tx) => {
    const admins = await tx.many<{ id: number }>(activeAdmins, [tx.workspaceId])
    const member = await tx.maybe<Member>(lockMember, [tx.workspaceId, userId])
    if (!member) throw notFound()
    expectVersion(expectedVersion, member.version)
    const { name, role, disabled } = change
    const access = accessWanted(member, change)
    const teams = change.teams && ascending(change.teams)
    const former = {
      name: member.name,
      role: member.role,
      access: member.access,
      teams: member.teams,
      disabled: member.disabledAt !== null,
    }
    const changed = differences(former, { name, role, access, teams, disabled })
    if (!changed) return
    const has = (key: keyof typeof former) => Object.hasOwn(changed.change, key)
    await tx.run(raiseVersion, [tx.workspaceId, userId])
    if (has('name')) await tx.run(setName, [tx.workspaceId, userId, name])
    if (role !== undefined && has('role')) await giveRole(ctx, tx, member, role, admins)
    if (access && has('access')) await setDeskAccess(tx, userId, access)
    if (teams && has('teams')) await setTeams(tx, member, teams)
    if (disabled !== undefined && has('disabled')) await setStanding(ctx, tx, member, disabled, admins)
    await logSettingsChange(tx, ctx.actor.userId, 'agent', userId, changed.change, changed.former)
    forgetCaller(ctx.app, tx, userId)
  })
}

/** Who names desks alone leaves what is seen on those that stay as it is. */
function accessWanted(member: Member, { desks, access }: AgentChange): DeskSight[] | undefined {
  const asKnown = (desk: number): DeskSight => member.access.find((one) => one.desk === desk) ?? { desk }
  const wanted = access ?? desks?.map(asKnown)
  if (!wanted) return undefined
  const byDesk = new Map(wanted.map((one) => [one.desk, one]))
  return ascending([...byDesk.keys()]).map((desk) => byDesk.get(desk) ?? asKnown(desk))
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((one, other) => one - other)
}

/** Who edits one of these teams meanwhile is told. */
async function setTeams(tx: Tx, member: Member, teams: number[]): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countTeams, [tx.workspaceId, teams])
  if (n !== teams.length) throw invalid('teams', 'names a team that does not exist')
  const touched = [...teams.filter((id) => !member.teams.includes(id)), ...member.teams.filter((id) => !teams.includes(id))]
  await tx.many(lockTeams, [tx.workspaceId, touched])
  await tx.run(raiseTeamVersions, [tx.workspaceId, touched])
  await tx.run(leaveTeams, [tx.workspaceId, member.id, teams])
  await tx.run(joinTeams, [tx.workspaceId, member.id, teams])
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
