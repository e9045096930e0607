import { z } from 'zod'
import { type Http, idIn, itemsOf, nothing, route } from '../platform/http/index.ts'
import { keys } from './access.queries.ts'
import { ApiKey, CreateKey, NewApiKey } from './access.schema.ts'
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
    handle: async ({ ctx }) => ({ items: await ctx.transaction((tx) => tx.many<z.input<typeof ApiKey>>(keys, [ctx.workspaceId])) }),
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
