import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { notFound } from '../platform/errors/index.ts'
import type { Source } from './ask-source.ts'
import { allSources, sourceById, type SourceRow, sourcesFor } from './customer-info.queries.ts'
import type { CustomerInfoSource, SourceBrief } from './customer-info.schema.ts'

export type SourceView = z.input<typeof CustomerInfoSource>

/** All of the workspace, by name. */
export async function listSources(ctx: Context<StaffActor>): Promise<SourceView[]> {
  return (await ctx.transaction((tx) => tx.many<SourceRow>(allSources, [tx.workspaceId]))).map(viewOf)
}

export async function getSource(ctx: Context<StaffActor>, sourceId: number): Promise<SourceView> {
  const row = await ctx.transaction((tx) => tx.maybe<SourceRow>(sourceById, [tx.workspaceId, sourceId]))
  if (!row) throw notFound()
  return viewOf(row)
}

/** Those whoever asks can use: their names, and nothing of where they lead. */
export async function usableSources(ctx: Context<StaffActor>): Promise<z.input<typeof SourceBrief>[]> {
  const { desks, permissions } = ctx.actor
  const uses = permissions.has('tickets.create') ? ['tickets', 'search', 'both'] : ['tickets', 'both']
  const rows = await ctx.transaction((tx) => tx.many<SourceRow>(sourcesFor, [tx.workspaceId, [...desks.keys()], uses]))
  return rows.map(({ id, name, deskIds, useFor }) => ({ id, name, desks: deskIds, useFor }))
}

/** The secret is write-only. */
export function viewOf({ deskIds, authHeader, authSealed: _, ...row }: SourceRow): SourceView {
  return { ...row, desks: deskIds, auth: authHeader === null ? null : { header: authHeader } }
}

export function sourceOf({ method, url, body, authHeader, authSealed, timeoutSeconds, fields }: SourceRow): Source {
  const auth = authHeader !== null && authSealed !== null ? { header: authHeader, sealed: authSealed } : null
  return { method, url, body, auth, timeoutSeconds, fields }
}
