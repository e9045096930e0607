import type { Context, StaffActor } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { AppError, invalid } from '../platform/errors/index.ts'
import { agentOf, personName, teamOf, teamsOf } from './assign.queries.ts'
import { changeTicket } from './change-ticket.ts'
import type { Door } from './door.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'

export interface AssignInput {
  readonly ticketId: number
  readonly expectedVersion?: number
  readonly agentId?: number | null
  readonly teamId?: number | null
  /** Refuse when somebody else has it already. */
  readonly ifUnassigned?: boolean
}

interface Assignment {
  readonly agentId: number
  readonly teamId?: number | null
  /** Somebody in several teams must say which one takes the ticket. */
  readonly teamRequired?: boolean
  /** The team is this one, or none, whatever teams the agent is in. */
  readonly asItWas?: boolean
}

/** Gives a ticket to an agent, to a team, or to an agent of a team. */
export function assignTicket(ctx: Context, input: AssignInput): Promise<void> {
  requirePermission(ctx, 'tickets.assign')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'assign')
    if (input.ifUnassigned) await requireFree(door)
    if (input.agentId) return giveTo(door, { agentId: input.agentId, teamId: input.teamId })
    if (input.teamId) return giveToTeam(door, input.teamId)
    throw invalid('agent', 'Name an agent or a team.')
  })
}

/** Takes a free ticket oneself. Of two people taking it at once one wins, and the other is told who has it. */
export function takeTicket(
  ctx: Context,
  input: { ticketId: number; teamId?: number | null; teamRequired?: boolean; expectedVersion?: number },
): Promise<void> {
  requirePermission(ctx, 'tickets.assign')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'take')
    await requireFree(door)
    if (ctx.actor.kind !== 'staff') throw new AppError('forbidden')
    if (door.ticket.assigneeId === ctx.actor.userId) return
    await giveTo(door, { agentId: ctx.actor.userId, teamId: input.teamId, teamRequired: input.teamRequired })
  })
}

/** Hands a ticket to an agent or to a team, with a word for whoever gets it. A team takes it from whom it had before. */
export function transferTicket(ctx: Context<StaffActor>, input: Omit<AssignInput, 'ifUnassigned'> & { note?: string }): Promise<void> {
  requirePermission(ctx, 'tickets.assign')
  if (input.note) requirePermission(ctx, 'tickets.note')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'transfer')
    if (input.agentId) await giveTo(door, { agentId: input.agentId, teamId: input.teamId })
    else if (input.teamId) await handToTeam(door, input.teamId)
    else throw invalid('agent', 'Name an agent or a team.')
    if (!input.note) return
    const author = { kind: 'agent', id: ctx.actor.userId, name: ctx.actor.name } as const
    await door.say({ kind: 'note', audience: 'staff', author, body: bodyFromText(input.note) })
  })
}

async function handToTeam(door: Door, teamId: number): Promise<void> {
  await giveToTeam(door, teamId)
  await release(door)
}

export function unassignTicket(ctx: Context, input: { ticketId: number; expectedVersion?: number }): Promise<void> {
  requirePermission(ctx, 'tickets.assign')
  return changeTicket(ctx, input, async (door) => {
    requirePossible(door, 'unassign')
    await release(door)
  })
}

/** Puts back who had a ticket, person and team, as it was; that nobody had it is as it was, too. */
export function restoreAssignment(
  ctx: Context,
  { ticketId, agentId, teamId }: { ticketId: number; agentId: number | null; teamId: number | null },
): Promise<void> {
  requirePermission(ctx, 'tickets.assign')
  return changeTicket(ctx, { ticketId }, async (door) => {
    requirePossible(door, agentId === null ? 'unassign' : 'assign')
    if (agentId === null) await release(door)
    else if (agentId !== door.ticket.assigneeId) await giveTo(door, { agentId, teamId, asItWas: true })
    if (teamId !== null) return giveToTeam(door, teamId)
    if (door.ticket.teamId === null) return
    door.ticket.teamId = null
    door.log('ticket.team_changed', { team: null })
  })
}

async function release(door: Door): Promise<void> {
  const { ticket } = door
  if (ticket.assigneeId === null) return
  const former = ticket.assigneeId
  ticket.lastAssigneeId = former
  ticket.assigneeId = null
  await door.fire('unassigned')
  door.log('ticket.unassigned', { former })
}

/** Assigns and asks the engine: what an assignment does to the status is the lifecycle's to say. */
async function giveTo(door: Door, to: Assignment): Promise<void> {
  await assignTo(door, to)
  await door.fire('assigned')
}

/** Makes somebody the assignee without asking the engine; for effects, which run inside its decision. */
export async function assignTo(door: Door, to: Assignment): Promise<void> {
  const { ticket, tx } = door
  const agent = await tx.maybe<{ id: number; name: string; teams: number[] }>(agentOf, [tx.workspaceId, to.agentId])
  if (!agent) throw invalid('agent', 'There is no such agent.')
  const teamId = await teamFor(door, agent, to)
  if (agent.id === ticket.assigneeId && teamId === ticket.teamId) return
  const former = ticket.assigneeId
  if (former !== null && former !== agent.id) ticket.lastAssigneeId = former
  ticket.assigneeId = agent.id
  ticket.teamId = teamId
  door.log('ticket.assigned', { agent: agent.id, team: teamId, former })
}

/** The team named, else the one the ticket has if the agent is in it, else the agent's only one. */
async function teamFor(door: Door, agent: { teams: number[] }, to: Assignment): Promise<number | null> {
  const { ticket, tx } = door
  if (to.asItWas) return to.teamId ?? null
  if (to.teamId) {
    if (!agent.teams.includes(to.teamId)) throw invalid('team', 'The agent is not in this team.')
    return to.teamId
  }
  if (ticket.teamId !== null && agent.teams.includes(ticket.teamId)) return ticket.teamId
  if (agent.teams.length <= 1 || !to.teamRequired) return agent.teams.length === 1 ? (agent.teams[0] ?? null) : ticket.teamId
  // Who takes a ticket for one of several teams says for which.
  const choices = await tx.many<{ id: number; name: string }>(teamsOf, [tx.workspaceId, agent.teams])
  throw new AppError(
    'team_needed',
    `Several teams are possible: ${choices.map((team) => team.name).join(', ')}. Name the one that takes the ticket.`,
    {
      teams: choices.map((team) => ({ id: String(team.id), name: team.name })),
    },
  )
}

export async function giveToTeam(door: Door, teamId: number): Promise<void> {
  const { ticket, tx } = door
  const team = await tx.maybe<{ id: number }>(teamOf, [tx.workspaceId, teamId])
  if (!team) throw invalid('team', 'There is no such team.')
  if (ticket.teamId === team.id) return
  ticket.teamId = team.id
  door.log('ticket.team_changed', { team: team.id })
}

async function requireFree(door: Door): Promise<void> {
  const { ticket, tx, ctx } = door
  const mine = ctx.actor.kind === 'staff' && ticket.assigneeId === ctx.actor.userId
  if (ticket.assigneeId === null || mine) return
  const holder = await tx.maybe<{ name: string }>(personName, [tx.workspaceId, ticket.assigneeId])
  throw new AppError('already_assigned', `${holder?.name ?? 'Somebody else'} has this ticket.`, {
    assignee: { id: String(ticket.assigneeId), name: holder?.name ?? '' },
  })
}
