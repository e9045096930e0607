import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { askingOnce, type Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { detailOf } from '../platform/http/problem.ts'
import { foresee, type Foreseen, type ForeseenTicket, ticketsToForesee } from '../tickets/index.ts'
import { likeTickets } from './bulk.queries.ts'
import type { BulkAction, BulkPreview, BulkTickets, StartBulk } from './bulk.schema.ts'
import { requireBulk } from './permissions.ts'
import { filterOf, mostTickets } from './start-bulk.ts'

type Preview = z.input<typeof BulkPreview>

const mostSamples = 5
/** Groups of tickets that are alike; those of the rest are few each, and nobody waits for them. */
const mostGroups = 1_000

interface Group {
  count: number
  total: number
  example: number
  sample: string[]
  mailable: boolean
}

/** What an action would do to these tickets now: whom it would mail, and which would refuse it. Tickets that are alike are asked about once. */
export function previewBulk(ctx: Context<StaffActor>, { act, on }: z.output<typeof StartBulk>): Promise<Preview> {
  requireBulk(ctx, act.action)
  return ctx.transaction(async (tx) => {
    const groups = await groupsOf(ctx, tx, on)
    const examples = groups.map((group) => group.example)
    const tickets = await tx.many<ForeseenTicket>(ticketsToForesee, [tx.workspaceId, examples])
    const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
    const asked = foreseenOf(act)
    // Groups differ by what hardly any question is about: whether an agent is online is asked once for each desk.
    const looking = askingOnce(tx)
    const refused = new Map<string, Preview['refused'][number]>()
    let mails = 0
    const count = groups[0]?.total ?? 0
    let looked = 0
    for (const group of groups) {
      looked += group.count
      const ticket = byId.get(group.example)
      if (!ticket) continue
      const { refusal, mails: says } = await foresee(ctx, looking, ticket, asked)
      if (refusal) addRefusal(refused, refusal, group.count, group.sample)
      else if (says && group.mailable && !('mail' in act && act.mail === false)) mails += group.count
    }
    const missing = 'ids' in on ? new Set(on.ids).size - count : 0
    if (missing > 0) addRefusal(refused, { code: 'not_found', message: detailOf(notFound(), ctx.language) }, missing, [])
    return { count: count + missing, unknown: count - looked, mails, refused: [...refused.values()].sort((a, b) => b.count - a.count) }
  })
}

async function groupsOf(ctx: Context<StaffActor>, tx: Tx, on: BulkTickets): Promise<Group[]> {
  const filter = await filterOf(ctx, tx, on)
  const most = filter.value(mostTickets + 1)
  return tx.many<Group>({ text: likeTickets(filter.where(), most, filter.value(mostGroups)) }, filter.values)
}

function addRefusal(
  refused: Map<string, Preview['refused'][number]>,
  { code, message }: { code: string; message: string },
  count: number,
  sample: readonly string[],
): void {
  const known = refused.get(message)
  refused.set(message, {
    code,
    message,
    count: (known?.count ?? 0) + count,
    sample: [...(known?.sample ?? []), ...sample].slice(0, mostSamples),
  })
}

/** The action in the words of the folders and the engine. */
function foreseenOf(act: BulkAction): Foreseen {
  switch (act.action) {
    case 'status':
      return {
        action: 'status_set',
        event: { type: 'status_set', to: act.to, confirmed: act.confirmed },
        isFiled: Boolean(act.processingCategory),
      }
    case 'resolve':
      return { action: 'resolve', event: { type: 'resolve' }, text: act.text, isFiled: act.processingCategory !== undefined }
    case 'hold':
      return { action: 'hold', event: { type: 'hold' } }
    case 'assign':
      return act.agent ? { action: 'assign', event: { type: 'assigned' }, assigneeId: act.agent } : { action: 'assign' }
    case 'priority':
    case 'labels':
      return { action: 'edit' }
    case 'star':
    case 'unstar':
    case 'note':
      return { action: 'note' }
    default:
      return { action: act.action }
  }
}
