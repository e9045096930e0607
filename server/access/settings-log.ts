import type { Tx } from '../platform/db/index.ts'
import { logChange } from './access.queries.ts'

/** Keeps who changed what in the settings. Never a password or a key. */
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
  change: Record<string, unknown>,
): Promise<void> {
  await tx.run(logChange, [tx.workspaceId, userId, tx.now, subject, subjectId, change])
}
