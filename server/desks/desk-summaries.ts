import type { z } from 'zod'
import type { StaffActor } from '../access/index.ts'
import { lifecycleVersion, statusesOf } from '../lifecycles/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { deskSettings } from './desk-settings.ts'
import { desksById } from './desks.queries.ts'
import type { DeskSummary } from './desks.schema.ts'
import type { Relay } from './relay-settings.ts'

export interface DeskRow {
  id: number
  name: string
  lifecycleVersionId: number
  lifecycleVersion: number
  isDefault: boolean
  fromName: string
  signature: string
  replyToken: 'address' | 'message_id'
  version: number
  settings: unknown
  calendarId: number | null
  relay: Relay | null
  relayHasPassword: boolean
  address: string | null
}

/** The desks somebody works on, the default first, each with the statuses of its lifecycle. */
export async function deskSummaries(tx: Tx, actor: Pick<StaffActor, 'desks'>): Promise<z.input<typeof DeskSummary>[]> {
  const rows = await tx.many<DeskRow>(desksById, [tx.workspaceId, [...actor.desks.keys()]])
  const summaries = []
  for (const row of rows) summaries.push(await summaryOf(tx, row))
  return summaries
}

export async function summaryOf(tx: Tx, row: DeskRow): Promise<z.input<typeof DeskSummary>> {
  const lifecycle = await lifecycleVersion(tx, row.lifecycleVersionId)
  const { id, name, address, isDefault } = row
  const { chooseChannel, normalIsMedium } = deskSettings(row.settings)
  return {
    id,
    name,
    lifecycle: {
      key: lifecycle.key,
      name: lifecycle.name,
      version: row.lifecycleVersion,
      statuses: statusesOf(lifecycle),
      writerHasIt: lifecycle.transitions.some((row) => row.on === 'agent_wrote_first' && row.does?.includes('take')),
    },
    address,
    isDefault,
    chooseChannel,
    normalIsMedium,
  }
}
