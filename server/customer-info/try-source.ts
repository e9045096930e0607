import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { invalid, notFound } from '../platform/errors/index.ts'
import { countQuestion } from './ask-limit.ts'
import { askSource } from './ask-source.ts'
import { checkRequest } from './check-request.ts'
import { sourceById, type SourceRow } from './customer-info.queries.ts'
import type { TriedSource, TrySource } from './customer-info.schema.ts'
import { resultOf } from './look-up.ts'
import { authAfter, keptAuth } from './save-source.ts'
import { sourceOf } from './sources.ts'

const mostShown = 4_000

/** Asks as a source would, kept or not, and shows what came back. Nothing of it stays. @throws not_found; invalid_input; rate_limited */
export async function trySource(
  ctx: Context<StaffActor>,
  { source: sourceId, config, values }: z.output<typeof TrySource>,
): Promise<z.input<typeof TriedSource>> {
  const kept = sourceId === undefined ? null : await readSource(ctx, sourceId)
  const asked = configOf(kept, config)
  await checkRequest(ctx.app, asked, asked.useFor)
  const auth = authAfter(ctx.app, config.auth, kept && keptAuth(kept, asked.url))
  countQuestion(ctx, 'try')
  const answer = await askSource(
    ctx.app,
    { ...asked, auth },
    {
      'contact.email': values.email ?? '',
      'contact.phone': values.phone ?? '',
      'contact.name': values.name ?? '',
      'contact.external_id': values.externalId ?? '',
      search: values.search ?? values.email ?? values.phone ?? values.name ?? '',
    },
  )
  const text = answer.body?.toString('utf8') ?? null
  return {
    ...resultOf(ctx, { id: kept?.id ?? null, name: kept?.name ?? '', timeoutSeconds: asked.timeoutSeconds }, answer),
    sent: answer.sent && { method: asked.method, url: answer.sent.url, body: answer.sent.body },
    raw: text === null ? null : text.slice(0, mostShown).toWellFormed(),
    rawIsCut: (text?.length ?? 0) > mostShown,
  }
}

async function readSource(ctx: Context<StaffActor>, id: number): Promise<SourceRow> {
  const row = await ctx.transaction((tx) => tx.maybe<SourceRow>(sourceById, [tx.workspaceId, id]))
  if (!row) throw notFound()
  return row
}

function configOf(kept: SourceRow | null, config: z.output<typeof TrySource>['config']) {
  const { url = kept?.url, fields = kept?.fields } = config
  if (url === undefined) throw invalid('config.url', 'is missing')
  if (fields === undefined) throw invalid('config.fields', 'is missing')
  const { method, body, timeoutSeconds } = kept ? sourceOf(kept) : { method: 'GET' as const, body: null, timeoutSeconds: 5 }
  return {
    url,
    fields,
    method: config.method ?? method,
    body: config.body === undefined ? body : config.body,
    timeoutSeconds: config.timeoutSeconds ?? timeoutSeconds,
    useFor: config.useFor ?? kept?.useFor ?? ('tickets' as const),
  }
}
