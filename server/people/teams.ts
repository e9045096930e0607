import { type Context, forgetAllCallers, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { addTeamMembers, countMembers, dropTeamMembers, insertTeam, lockTeam, renameTeam, teamNameTaken, teams } from './people.queries.ts'

export interface Team {
  id: number
  name: string
  members: number[]
}

export async function createTeam(ctx: Context<StaffActor>, input: { name: string; members?: number[] }): Promise<Team> {
  return ctx.transaction(async (tx) => {
    const team = await tx.maybe<{ id: number }>(insertTeam, [tx.workspaceId, input.name])
    if (!team) throw taken(input.name)
    return settle(ctx, tx, team.id, { ...input, members: input.members ?? [] })
  })
}

export async function changeTeam(ctx: Context<StaffActor>, teamId: number, change: { name?: string; members?: number[] }): Promise<Team> {
  return ctx.transaction(async (tx) => {
    if (!(await tx.maybe(lockTeam, [tx.workspaceId, teamId]))) throw notFound()
    if (change.name !== undefined) {
      if (await tx.maybe(teamNameTaken, [tx.workspaceId, change.name, teamId])) throw taken(change.name)
      await tx.run(renameTeam, [tx.workspaceId, teamId, change.name])
    }
    return settle(ctx, tx, teamId, change)
  })
}

async function settle(ctx: Context<StaffActor>, tx: Tx, teamId: number, change: { name?: string; members?: number[] }): Promise<Team> {
  if (change.members) await setMembers(tx, teamId, [...new Set(change.members)])
  await logSettingsChange(tx, ctx.actor.userId, 'team', teamId, { ...change })
  forgetAllCallers(ctx.app, tx)
  return tx.one<Team>(teams, [tx.workspaceId, teamId])
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
