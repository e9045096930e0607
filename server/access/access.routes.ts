import { z } from 'zod'
import { type Http, idIn, itemsOf, nothing, route } from '../platform/http/index.ts'
import { keys, rolesWithPeople } from './access.queries.ts'
import { ApiKey, ChangeKey, CreateKey, NewApiKey, RoleView } from './access.schema.ts'
import { changeKey } from './change-key.ts'
import { createKey } from './create-key.ts'
import { revokeKey } from './revoke-key.ts'

export function accessRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/keys',
    summary: 'API keys in use',
    tag: 'Keys',
    access: 'staff',
    permission: 'keys.manage',
    response: { 200: itemsOf(ApiKey) },
    handle: async ({ ctx }) => ({ items: await ctx.transaction((tx) => tx.many<z.input<typeof ApiKey>>(keys, [ctx.workspaceId, null])) }),
  })

  route(http, {
    method: 'POST',
    url: '/keys',
    summary: 'Make an API key',
    tag: 'Keys',
    access: 'staff',
    permission: 'keys.manage',
    body: CreateKey,
    response: { 201: NewApiKey },
    handle: ({ ctx, body }) => ctx.transaction((tx) => createKey(tx, body, ctx.actor.userId)),
  })

  route(http, {
    method: 'PATCH',
    url: '/keys/:id',
    summary: 'Rename an API key',
    tag: 'Keys',
    access: 'staff',
    permission: 'keys.manage',
    params: z.object({ id: idIn }),
    body: ChangeKey,
    response: { 200: ApiKey },
    handle: ({ ctx, params, body }) => changeKey(ctx, params.id, body),
  })

  route(http, {
    method: 'GET',
    url: '/roles',
    summary: 'Roles, and what each may do',
    tag: 'People',
    access: 'staff',
    permission: 'people.manage',
    response: { 200: itemsOf(RoleView) },
    handle: async ({ ctx }) => ({
      items: await ctx.transaction((tx) => tx.many<z.input<typeof RoleView>>(rolesWithPeople, [ctx.workspaceId])),
    }),
  })

  route(http, {
    method: 'DELETE',
    url: '/keys/:id',
    summary: 'Revoke an API key',
    tag: 'Keys',
    access: 'staff',
    permission: 'keys.manage',
    params: z.object({ id: idIn }),
    response: { 204: nothing },
    handle: async ({ ctx, params }) => revokeKey(ctx, params.id),
  })
}
