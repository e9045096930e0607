import { type Context, seesDesk, type StaffActor } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { query } from '../platform/db/index.ts'
import type { Door } from './door.ts'
import { findTicket } from './find-ticket.ts'

/** Colleagues who see a ticket: nobody else can be called to it. $2 the desk, $3 its assignee. */
const seeing = `FROM memberships m JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND m.disabled_at IS NULL AND NOT u.is_service
     AND (m.user_id = $3::bigint OR ${seesDesk('$1', '$2::bigint', 'm.user_id')})`

const whoSees = query('mentions.who_sees', `SELECT m.user_id AS id, m.name ${seeing} ORDER BY lower(m.name), m.user_id LIMIT 500`)
const whoOfThese = query('mentions.who_of_these', `SELECT m.user_id AS id ${seeing} AND m.user_id = ANY ($4::bigint[])`)
const names = query(
  'mentions.names',
  'SELECT name FROM memberships WHERE workspace_id = $1 AND user_id = ANY ($2::bigint[]) ORDER BY lower(name)',
)

/** Who can be mentioned in a note on a ticket. */
export function mentionable(ctx: Context<StaffActor>, ref: string): Promise<{ id: number; name: string }[]> {
  return ctx.transaction(async (tx) => {
    const { deskId, assigneeId } = await findTicket(ctx, tx, ref)
    return tx.many<{ id: number; name: string }>(whoSees, [tx.workspaceId, deskId, assigneeId])
  })
}

/** Says in the log whom a note calls; they are told after the commit. Somebody who could not read the note cannot be called. */
export async function mention(door: Door, messageId: number, agents: readonly number[]): Promise<void> {
  const { tx, ticket } = door
  const wanted = [...new Set(agents)].sort((a, b) => a - b)
  if (wanted.length === 0) return
  const found = await tx.many<{ id: number }>(whoOfThese, [tx.workspaceId, ticket.deskId, ticket.assigneeId, wanted])
  const blind = wanted.filter((id) => !found.some((one) => one.id === id))
  if (blind.length > 0) {
    const known = await tx.many<{ name: string }>(names, [tx.workspaceId, blind])
    const who = known.map(({ name }) => name).join(', ')
    throw invalid(
      'mentions',
      who
        ? `${who} cannot see this ticket and would not get the note. Take the mention out, or add them to the desk first.`
        : 'There is no such colleague.',
    )
  }
  door.log('message.mentioned', { message: messageId, agents: wanted })
}
