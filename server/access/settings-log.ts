import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../platform/db/index.ts'
import { logChange } from './access.queries.ts'

/** Keeps who changed what in the settings, and what it was before. Never a password or a key. */
export async function logSettingsChange(
  tx: Tx,
  userId: number | null,
  subject:
    | 'agent'
    | 'team'
    | 'desk'
    | 'address'
    | 'label'
    | 'key'
    | 'lifecycle'
    | 'workspace'
    | 'webhook'
    | 'view'
    | 'announcement'
    | 'calendar'
    | 'customer_info_source'
    | 'form'
    | 'prepared_text'
    | 'restricted_words'
    | 'search_fields'
    | 'sla_policy',
  subjectId: number | null,
  change: Readonly<Record<string, unknown>>,
  former?: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.run(logChange, [tx.workspaceId, userId, tx.now, subject, subjectId, change, former ?? null])
}

/** Of what was asked for, what is other than before, and what it was. Null: nothing is. */
export function differences(
  former: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): { change: Record<string, unknown>; former: Record<string, unknown> } | null {
  const keys = Object.keys(wanted).filter((key) => wanted[key] !== undefined && !isDeepStrictEqual(wanted[key], former[key]))
  if (keys.length === 0) return null
  const of = (values: Readonly<Record<string, unknown>>) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]))
  return { change: of(wanted), former: of(former) }
}
