import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Actor } from '../access/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { dayWords, firstNameOf, type Language, languageOf, priorityWords, type Values } from '../variables/index.ts'
import type { Ticket } from './ticket.ts'

interface Around {
  deskName: string
  deskAddress: string | null
  teamName: string | null
  assigneeName: string | null
  zone: string | null
}

const around = query(
  'ticket_values.around',
  `SELECT COALESCE(NULLIF(d.from_name, ''), d.name) AS "deskName",
     (SELECT a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = d.id AND a.removed_at IS NULL
       ORDER BY a.is_primary DESC, a.id LIMIT 1) AS "deskAddress",
     (SELECT g.name FROM teams g WHERE g.workspace_id = $1 AND g.id = $3) AS "teamName",
     (SELECT m.name FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $4) AS "assigneeName",
     (SELECT m.zone FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $5) AS zone
   FROM desks d WHERE d.workspace_id = $1 AND d.id = $2`,
)

export interface ValuesAsked {
  readonly ticket: Ticket
  readonly lifecycle: Lifecycle
  /** Who writes. */
  readonly actor: Actor
  readonly now: Date
  readonly language: Language
}

/** What the variables of prepared words stand for on a ticket. The names of the sender are those of who writes. */
export async function ticketValues(tx: Tx, { ticket, lifecycle, actor, now, language }: ValuesAsked): Promise<Values> {
  const writer = actor.kind === 'staff' ? actor : null
  const beside = await tx.one<Around>(around, [tx.workspaceId, ticket.deskId, ticket.teamId, ticket.assigneeId, writer?.userId ?? null])
  const customer = ticket.contactName?.trim() || ticket.contactEmail || ''
  const agent = writer?.name ?? beside.deskName
  const status = lifecycle.statuses[ticket.status]
  const zone = beside.zone ?? 'UTC'
  return {
    customer_name: customer,
    customer_first_name: firstNameOf(customer),
    customer_email: ticket.contactEmail ?? '',
    ticket_id: ticket.reference,
    ticket_title: ticket.title,
    status: (status?.customerLabel ?? status?.label)?.[language] ?? '',
    priority: priorityWords[ticket.priority][language],
    created_at: dayWords(ticket.createdAt, language, zone),
    today: dayWords(now, language, zone),
    team_name: beside.teamName ?? '',
    assignee_name: beside.assigneeName ?? '',
    agent_name: agent,
    agent_first_name: writer ? firstNameOf(agent) : agent,
    desk_name: beside.deskName,
    desk_address: beside.deskAddress ?? '',
  }
}

/** In which of our languages this customer is written to: that of the title and of what was said last. */
export function languageOfTicket(ticket: Pick<Ticket, 'title' | 'preview'>): Language {
  return languageOf(`${ticket.title} ${ticket.preview}`)
}

/** What stands on the ticket itself: filled in, it may look like a variable and is none. */
export function literalsOf(ticket: Pick<Ticket, 'title' | 'contactName'>): string[] {
  return [ticket.title, ticket.contactName ?? '', firstNameOf(ticket.contactName ?? '')].filter(Boolean)
}
