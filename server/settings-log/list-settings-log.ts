import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { type EntryRow, settingsLog } from './settings-log.queries.ts'
import type { SettingsChange, SettingsLogQuery } from './settings-log.schema.ts'

const longestText = 500
const mostItems = 50

/** Who changed which setting, newest first. */
export function listSettingsLog(
  ctx: Context<StaffActor>,
  { person, subject, subjectId, from, to, limit, cursor }: z.output<typeof SettingsLogQuery>,
): Promise<{ items: z.input<typeof SettingsChange>[]; nextCursor: string | null }> {
  return ctx.transaction(async (tx) => {
    const asked = [cursor, person, subject, subjectId, from, to].map((value) => value ?? null)
    const rows = await tx.many<EntryRow>(settingsLog, [tx.workspaceId, ...asked, limit + 1, ctx.language])
    const items = rows.slice(0, limit).map(shown)
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null }
  })
}

function shown({ userId, person, change, former, ...row }: EntryRow): z.input<typeof SettingsChange> {
  return {
    ...row,
    person: userId === null ? null : { id: userId, name: person ?? '' },
    change: cut(change) as Record<string, unknown>,
    former: former && (cut(former) as Record<string, unknown>),
  }
}

/** A page of the log is for reading: long texts and long lists are cut. */
function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value
  if (Array.isArray(value)) return value.slice(0, mostItems).map(cut)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner)]))
}
