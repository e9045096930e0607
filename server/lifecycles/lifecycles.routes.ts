import type { z } from 'zod'
import { notFound } from '../platform/errors/index.ts'
import { type Http, itemsOf, route } from '../platform/http/index.ts'
import { createLifecycle, createVersion } from './create-lifecycle.ts'
import { storedLifecycle } from './lifecycle-version.ts'
import { lifecycleList, versionDetail } from './lifecycles.queries.ts'
import {
  CreateLifecycle,
  Judgement,
  LifecycleId,
  LifecycleRow,
  NewLifecycle,
  NewVersionAnswer,
  VersionDetail,
  VersionId,
  WithDefinition,
} from './lifecycles.schema.ts'
import { judge, readDefinition } from './read-definition.ts'

const tag = 'Lifecycles'

export function lifecycleRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/lifecycles',
    summary: 'Lifecycles and their versions',
    tag,
    access: 'staff',
    response: { 200: itemsOf(LifecycleRow) },
    handle: async ({ ctx }) => ({
      items: await ctx.transaction((tx) => tx.many<z.input<typeof LifecycleRow>>(lifecycleList, [ctx.workspaceId])),
    }),
  })

  route(http, {
    method: 'POST',
    url: '/lifecycles',
    summary: 'Make a lifecycle of one’s own; its first version is a draft',
    tag,
    access: 'staff',
    permission: 'lifecycles.manage',
    body: CreateLifecycle,
    response: { 201: NewLifecycle },
    handle: ({ ctx, body }) => createLifecycle(ctx, body),
  })

  route(http, {
    method: 'POST',
    url: '/lifecycles/check',
    summary: 'Check a definition without keeping it',
    tag,
    access: 'staff',
    body: WithDefinition,
    response: { 200: Judgement },
    handle: async ({ body }) => judge(readDefinition(body.definition)),
  })

  route(http, {
    method: 'GET',
    url: '/lifecycles/:id/versions/:version',
    summary: 'One version with its findings and diagram',
    tag,
    access: 'staff',
    params: VersionId,
    response: { 200: VersionDetail },
    handle: async ({ ctx, params }) => {
      const found = await ctx.transaction((tx) =>
        tx.maybe<{ id: number; version: number; definition: Record<string, unknown>; publishedAt: Date | null }>(versionDetail, [
          ctx.workspaceId,
          params.id,
          params.version,
        ]),
      )
      if (!found) throw notFound()
      return { ...found, ...judge(storedLifecycle(found.definition)) }
    },
  })

  route(http, {
    method: 'POST',
    url: '/lifecycles/:id/versions',
    summary: 'Add a draft version',
    tag,
    access: 'staff',
    permission: 'lifecycles.manage',
    params: LifecycleId,
    body: WithDefinition,
    response: { 201: NewVersionAnswer },
    handle: ({ ctx, params, body }) => createVersion(ctx, params.id, body.definition),
  })
}
