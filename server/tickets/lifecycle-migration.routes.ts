import { z } from 'zod'
import { notFound } from '../platform/errors/index.ts'
import { type Http, id, idIn, nothing, route, time } from '../platform/http/index.ts'
import { inLanguage } from '../platform/words/index.ts'
import { previewMigration, publishAndMove, readMigration, undoMigration } from './lifecycle-migration.ts'

const statusKey = z.string().max(40)
const MapIn = z.strictObject({ map: z.record(statusKey, statusKey).optional(), desks: z.array(idIn).max(1000).optional() })
const versionIn = z.object({ id: idIn, version: z.coerce.number().int().min(1).max(100_000) })
const MigrationView = z
  .object({
    id,
    state: z.enum(['running', 'done', 'undoing', 'undone', 'failed']),
    moved: z.number(),
    total: z.number(),
    lastError: z.string().nullable(),
    finishedAt: time.nullable(),
  })
  .meta({ id: 'LifecycleMigration' })

/** Publishing a version of a lifecycle, and the tickets that move along. */
export function lifecycleMigrationRoutes(http: Http): void {
  route(http, {
    method: 'POST',
    url: '/lifecycles/:id/versions/:version/preview',
    summary: 'What publishing would do to the tickets that are there',
    tag: 'lifecycles',
    access: 'staff',
    permission: 'lifecycles.manage',
    params: versionIn,
    body: MapIn,
    response: {
      200: z.object({
        perStatus: z.array(z.object({ from: z.string(), to: z.string().nullable(), count: z.number() })),
        timersKept: z.number(),
        timersDropped: z.number(),
        unmapped: z.array(z.string()),
      }),
    },
    handle: ({ ctx, params, body }) =>
      ctx.transaction((tx) =>
        previewMigration(tx, { lifecycleId: params.id, version: params.version, map: body.map, deskIds: body.desks }),
      ),
  })

  route(http, {
    method: 'POST',
    url: '/lifecycles/:id/versions/:version/publish',
    summary: 'Publish a version; its tickets move along, by a map where statuses were renamed or dropped',
    tag: 'lifecycles',
    access: 'staff',
    permission: 'lifecycles.manage',
    params: versionIn,
    body: MapIn,
    response: { 202: z.object({ migration: MigrationView }) },
    handle: async ({ ctx, params, body }) => {
      const started = await publishAndMove(ctx, { lifecycleId: params.id, version: params.version, map: body.map, deskIds: body.desks })
      const migration = await ctx.transaction((tx) => readMigration(tx, started.id))
      if (!migration) throw notFound()
      return { migration }
    },
  })

  route(http, {
    method: 'GET',
    url: '/lifecycles/migrations/:id',
    summary: 'How far tickets have moved',
    tag: 'lifecycles',
    access: 'staff',
    permission: 'lifecycles.manage',
    params: z.object({ id: idIn }),
    response: { 200: MigrationView },
    handle: async ({ ctx, params }) => {
      const migration = await ctx.transaction((tx) => readMigration(tx, params.id))
      if (!migration) throw notFound()
      return { ...migration, lastError: migration.lastError && inLanguage(migration.lastError, ctx.language) }
    },
  })

  route(http, {
    method: 'POST',
    url: '/lifecycles/migrations/:id/undo',
    summary: 'Take a move back',
    tag: 'lifecycles',
    access: 'staff',
    permission: 'lifecycles.manage',
    params: z.object({ id: idIn }),
    response: { 204: nothing },
    handle: ({ ctx, params }) => undoMigration(ctx, params.id),
  })
}
