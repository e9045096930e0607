import { type Context, differences, forgetAllCallers, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, expectVersion, invalid, notFound } from '../platform/errors/index.ts'
import { addTeamMembers, countMembers, dropTeamMembers, insertTeam, lockTeam, teamNameTaken, teams, updateTeam } from './people.queries.ts'

export interface Team {
  id: number
  name: string
  members: number[]
  version: number
}

export async function createTeam(ctx: Context<StaffActor>, input: { name: string; members?: number[] }): Promise<Team> {
  return ctx.transaction(async (tx) => {
    const team = await tx.maybe<{ id: number }>(insertTeam, [tx.workspaceId, input.name])
    if (!team) throw taken(input.name)
    const members = ascending(input.members ?? [])
    await setMembers(tx, team.id, members)
    await logSettingsChange(tx, ctx.actor.userId, 'team', team.id, { created: input.name, members })
    forgetAllCallers(ctx.app, tx)
    return tx.one<Team>(teams, [tx.workspaceId, team.id])
  })
}

/** @throws version_conflict */
export async function changeTeam(
  ctx: Context<StaffActor>,
  teamId: number,
  { expectedVersion, name, members }: { name?: string; members?: number[]; expectedVersion?: number },
): Promise<Team> {
  return ctx.transaction(async (tx) => {
    const known = await tx.maybe<{ name: string; version: number }>(lockTeam, [tx.workspaceId, teamId])
    if (!known) throw notFound()
    expectVersion(expectedVersion, known.version)
    if (name !== undefined && (await tx.maybe(teamNameTaken, [tx.workspaceId, name, teamId]))) throw taken(name)
    const former = await tx.one<Team>(teams, [tx.workspaceId, teamId])
    const wanted = { name, members: members && ascending(members) }
    const changed = differences({ name: former.name, members: ascending(former.members) }, wanted)
    if (!changed) return former
    await tx.run(updateTeam, [tx.workspaceId, teamId, name ?? former.name])
    if (wanted.members) await setMembers(tx, teamId, wanted.members)
    await logSettingsChange(tx, ctx.actor.userId, 'team', teamId, changed.change, changed.former)
    forgetAllCallers(ctx.app, tx)
    return tx.one<Team>(teams, [tx.workspaceId, teamId])
  })
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((one, other) => one - other)
}

async function setMembers(tx: Tx, teamId: number, members: number[]): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countMembers, [tx.workspaceId, members])
  if (n !== members.length) throw invalid('members', 'names somebody who does not work here')
  await tx.run(dropTeamMembers, [tx.workspaceId, teamId, members])
  await tx.run(addTeamMembers, [tx.workspaceId, teamId, members])
}

function taken(name: string): AppError {
  return new AppError('already_exists', `There is a team “${name}” already. Choose another name.`)
}
