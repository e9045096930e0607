import { messageQueries } from '../messages/index.ts'
import { deliveriesJson } from '../outbox/index.ts'
import { query } from '../platform/db/index.ts'

const { attachmentsJson, bccJson, messageColumns } = messageQueries

/** What stands beside messages: their attachments, hidden copies, and what became of their mails. */
const beside = (is: string) => `${attachmentsJson(is)} AS attachments, ${bccJson(is)} AS bcc, ${deliveriesJson(is)} AS deliveries`

export const besideMessages = query('message_views.beside', `SELECT ${beside('= ANY ($2::bigint[])')}`)

/** One message with all of that. */
export const shownMessage = query(
  'message_views.one',
  `SELECT ${messageColumns}, ${beside('= m.id')} FROM messages m WHERE m.workspace_id = $1 AND m.id = $2`,
)

/** So many messages the newest page of a conversation shows. */
export const newestShown = 50

/** For a statement about one ticket, $2: the page's ids once, and what stands beside them. */
export const newestPage = `page AS MATERIALIZED (SELECT ARRAY (SELECT m.id FROM messages m
     WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.state IN ('released', 'queued') ORDER BY m.at DESC, m.id DESC LIMIT ${newestShown}) AS ids)`
export const besideNewestPage = beside('= ANY ((SELECT ids FROM page)::bigint[])')
