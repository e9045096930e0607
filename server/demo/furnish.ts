import { type App, type Context, contextOf, createUser, type StaffActor, staffActorOf } from '../access/index.ts'
import { changeDesk, createDesk } from '../desks/index.ts'
import { changeOwn } from '../me/index.ts'
import { contactByMail, createLabel, createTeam, setPresence } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { createWorkspace } from '../setup/index.ts'
import { cast, castPassword } from './cast.ts'
import {
  type AgentKey,
  agentKeys,
  agents,
  type DeskKey,
  desks,
  type LabelName,
  labels,
  type TeamName,
  teams,
  workspaceName,
} from './company.ts'
import { type DemoForm, desksWithForms, makeForm } from './forms.ts'
import { contacts, type DemoContact } from './contacts.ts'
import { promise } from './promises.ts'

export interface KnownContact extends DemoContact {
  readonly id: number
}

/** The workspace with everybody in it, before the first ticket. */
export interface World {
  readonly app: App
  readonly workspaceId: number
  readonly desks: Readonly<Record<DeskKey, number>>
  readonly labels: Readonly<Record<LabelName, number>>
  /** What desks ask about their tickets; some ask nothing. */
  readonly forms: Readonly<Partial<Record<DeskKey, DemoForm>>>
  readonly teams: Readonly<Record<TeamName, number>>
  readonly contacts: readonly KnownContact[]
  /** Each agent, as if they had asked for something themselves. */
  readonly as: Readonly<Record<AgentKey, Context<StaffActor>>>
}

export async function furnish(app: App): Promise<World> {
  const { name, lifecycle, address } = desks.support
  const { workspaceId, userId, deskId } = await createWorkspace(app, {
    name: workspaceName,
    admin: { ...cast.ada, password: castPassword },
    desk: { name, lifecycle, address },
  })
  if (userId === null || deskId === null) throw new Error('the demo has no admin or no desk')
  const within = <T>(work: (tx: Tx) => Promise<T>) => app.db.transaction(workspaceId, work)
  const contextFor = async (id: number): Promise<Context<StaffActor>> => {
    const actor = await within((tx) => staffActorOf(tx, id))
    if (!actor) throw new Error(`nobody works here as ${id}`)
    return contextOf(app, workspaceId, actor)
  }

  const deskIds: Partial<Record<DeskKey, number>> = { support: deskId }
  for (const key of Object.keys(desks) as DeskKey[]) deskIds[key] ??= (await within((tx) => createDesk(app, tx, desks[key], userId))).id
  const deskOf = (key: DeskKey) => deskIds[key] as number

  const users: Partial<Record<AgentKey, number>> = { ada: userId }
  for (const key of agentKeys) {
    users[key] ??= (await within((tx) => createUser(tx, { ...cast[key], password: castPassword, desks: agents[key].desks.map(deskOf) }))).id
  }
  const userOf = (key: AgentKey) => users[key] as number

  const ada = await contextFor(userId)
  for (const key of Object.keys(desks) as DeskKey[]) {
    await changeDesk(ada, deskOf(key), { fromName: `Larkfold ${desks[key].name}`, signature: desks[key].signature })
  }
  await promise(ada, deskIds as Record<DeskKey, number>)
  const teamIds = await eachOf(teams, async (team, members) => (await createTeam(ada, { name: team, members: members.map(userOf) })).id)
  const labelIds = await eachOf(labels, async (label, colour) => (await createLabel(ada, { name: label, colour })).id)
  const forms: Partial<Record<DeskKey, DemoForm>> = {}
  for (const key of desksWithForms) forms[key] = await makeForm(ada, deskOf(key))
  for (const key of agentKeys) {
    const { presence, capacity } = agents[key]
    await within((tx) => setPresence(app, tx, userOf(key), { presence, capacity, connected: false }))
  }
  const as = await eachOf(agents, async (key, { zone, signature }) => {
    const context = await contextFor(userOf(key))
    await changeOwn(context, { zone, signature })
    return context
  })
  const known: KnownContact[] = []
  for (const contact of contacts) {
    const { id } = await within((tx) => contactByMail(tx, contact, { verified: true }))
    known.push({ ...contact, id })
  }
  return { app, workspaceId, desks: deskIds as Record<DeskKey, number>, labels: labelIds, forms, teams: teamIds, contacts: known, as }
}

async function eachOf<K extends string, V, R>(all: Readonly<Record<K, V>>, make: (key: K, value: V) => Promise<R>): Promise<Record<K, R>> {
  const made: Partial<Record<K, R>> = {}
  for (const key of Object.keys(all) as K[]) made[key] = await make(key, all[key])
  return made as Record<K, R>
}
