import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { createAgent, getAgent, listAgents } from './agents.ts'
import { changeAgent } from './change-agent.ts'
import { getContact, searchContacts } from './contacts.ts'
import { changeLabel, createLabel, type Label, removeLabel } from './labels.ts'
import { labels, teams } from './people.queries.ts'
import {
  Agent,
  AgentsQuery,
  ChangeAgent,
  ChangeLabel,
  ChangeTeam,
  ContactSchema,
  ContactsQuery,
  CreateAgent,
  CreateLabel,
  CreateTeam,
  IdParam,
  LabelSchema,
  SetPresenceOf,
  Team,
} from './people.schema.ts'
import { setPresenceOf } from './presence.ts'
import { changeTeam, createTeam, type Team as TeamRow } from './teams.ts'

const manage = { access: 'staff', permission: 'people.manage', tag: 'People' } as const
const label = { access: 'staff', tag: 'Labels' } as const

export function peopleRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/agents',
    summary: 'Agents, of all desks or of one',
    tag: 'People',
    access: 'staff',
    query: AgentsQuery,
    response: { 200: itemsOf(Agent) },
    handle: async ({ ctx, query }) => ({ items: await listAgents(ctx, query.desk ?? null) }),
  })

  route(http, {
    ...manage,
    method: 'POST',
    url: '/agents',
    summary: 'Add an agent',
    body: CreateAgent,
    response: { 201: Agent },
    handle: ({ ctx, body }) => createAgent(ctx, body),
  })

  route(http, {
    ...manage,
    method: 'PATCH',
    url: '/agents/:id',
    summary: 'Change what an agent may do',
    params: IdParam,
    body: ChangeAgent,
    response: { 200: Agent },
    handle: async ({ ctx, params, body }) => {
      await changeAgent(ctx, params.id, body)
      return getAgent(ctx, params.id)
    },
  })

  route(http, {
    ...manage,
    method: 'PUT',
    url: '/agents/:id/presence',
    summary: 'Set somebody’s presence and capacity',
    params: IdParam,
    body: SetPresenceOf,
    response: { 204: nothing },
    handle: ({ ctx, params, body }) => setPresenceOf(ctx, params.id, body),
  })

  route(http, {
    method: 'GET',
    url: '/teams',
    summary: 'Teams and their members',
    tag: 'People',
    access: 'staff',
    response: { 200: itemsOf(Team) },
    handle: async ({ ctx }) => ({ items: await ctx.transaction((tx) => tx.many<TeamRow>(teams, [ctx.workspaceId, null])) }),
  })

  route(http, {
    ...manage,
    method: 'POST',
    url: '/teams',
    summary: 'Make a team',
    body: CreateTeam,
    response: { 201: Team },
    handle: ({ ctx, body }) => createTeam(ctx, body),
  })

  route(http, {
    ...manage,
    method: 'PATCH',
    url: '/teams/:id',
    summary: 'Rename a team or change its members',
    params: IdParam,
    body: ChangeTeam,
    response: { 200: Team },
    handle: ({ ctx, params, body }) => changeTeam(ctx, params.id, body),
  })

  route(http, {
    ...label,
    method: 'GET',
    url: '/labels',
    summary: 'Labels',
    response: { 200: itemsOf(LabelSchema) },
    handle: async ({ ctx }) => ({ items: await ctx.transaction((tx) => tx.many<Label>(labels, [ctx.workspaceId])) }),
  })

  route(http, {
    ...label,
    method: 'POST',
    url: '/labels',
    summary: 'Make a label',
    permission: 'tickets.edit',
    body: CreateLabel,
    response: { 201: LabelSchema },
    handle: ({ ctx, body }) => createLabel(ctx, body),
  })

  route(http, {
    ...label,
    method: 'PATCH',
    url: '/labels/:id',
    summary: 'Rename or recolour a label',
    permission: 'settings.manage',
    params: IdParam,
    body: ChangeLabel,
    response: { 200: LabelSchema },
    handle: ({ ctx, params, body }) => changeLabel(ctx, params.id, body),
  })

  route(http, {
    ...label,
    method: 'DELETE',
    url: '/labels/:id',
    summary: 'Remove a label, also from its tickets',
    permission: 'settings.manage',
    params: IdParam,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeLabel(ctx, params.id),
  })

  route(http, {
    method: 'GET',
    url: '/contacts',
    summary: 'Find contacts by name, mail address or telephone number',
    tag: 'Contacts',
    access: 'staff',
    query: ContactsQuery,
    response: { 200: itemsOf(ContactSchema) },
    handle: async ({ ctx, query }) => ({ items: await searchContacts(ctx, query.q) }),
  })

  route(http, {
    method: 'GET',
    url: '/contacts/:id',
    summary: 'One contact',
    tag: 'Contacts',
    access: 'staff',
    params: IdParam,
    response: { 200: ContactSchema },
    handle: ({ ctx, params }) => getContact(ctx, params.id),
  })
}
