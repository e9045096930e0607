import { seesDesk } from '../access/index.ts'
import { query } from '../platform/db/index.ts'

export const ensureReader = query(
  'notices.ensure_reader',
  'INSERT INTO notice_readers (workspace_id, position) VALUES ($1, 0) ON CONFLICT DO NOTHING',
)
export const lockReader = query('notices.lock_reader', 'SELECT position FROM notice_readers WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED')
export const moveReader = query('notices.move_reader', 'UPDATE notice_readers SET position = $2 WHERE workspace_id = $1')

/** A page of the feed behind a position. */
export const happenings = query(
  'notices.happenings',
  `SELECT e.position, e.ticket_id AS "ticketId", e.type, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.data,
     t.created_at AS "ticketCreatedAt", t.assignee_id AS "assigneeId",
     COALESCE(CASE WHEN e.type = 'message.added' THEN (SELECT m.auto_kind = 'no' FROM messages m
       WHERE m.workspace_id = $1 AND m.id = (e.data ->> 'message')::bigint) END, false) AS "byHand"
   FROM events e JOIN tickets t ON t.workspace_id = e.workspace_id AND t.id = e.ticket_id
   WHERE e.workspace_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
)

export const admins = query(
  'notices.admins',
  `SELECT m.user_id AS id FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND r.acts_as = 'admin' AND m.disabled_at IS NULL AND NOT u.is_service`,
)

/** Notices to people who still work here, as each of them wants them. A second one with the same key is none. */
export const insertNotices = query(
  'notices.insert',
  `INSERT INTO notifications (workspace_id, user_id, kind, ticket_id, subject, at, read_at, key, actor_kind, actor_id, message_id, is_listed)
   SELECT $1, n.user_id, n.kind, n.ticket_id, n.subject, n.at, CASE WHEN n.is_old THEN n.at END, n.key, n.actor_kind, n.actor_id, n.message_id,
     COALESCE(p.inbox, true)
   FROM jsonb_to_recordset($2::jsonb) AS n(user_id bigint, kind text, ticket_id bigint, subject text, at timestamptz, is_old boolean, key text,
     actor_kind text, actor_id bigint, message_id bigint, mail boolean)
   JOIN memberships m ON m.workspace_id = $1 AND m.user_id = n.user_id AND m.disabled_at IS NULL
   JOIN users u ON u.id = n.user_id AND NOT u.is_service
   LEFT JOIN notice_preferences p ON p.workspace_id = $1 AND p.user_id = n.user_id AND p.kind = n.kind
   WHERE COALESCE(p.inbox, true) OR (COALESCE(p.mail, n.mail) AND NOT n.is_old)
   ORDER BY n.at
   ON CONFLICT (workspace_id, user_id, key) DO NOTHING
   RETURNING id, user_id AS "userId", kind`,
)

/** The mails of new notices, to who wants this kind as a mail ($3: what kinds are mailed usually), from the desk of the ticket. */
export const mailNotices = query(
  'notices.mail',
  `INSERT INTO outbox (workspace_id, ticket_id, notice_id, address_id, mail_from, recipient, role, automatic, next_attempt_at, created_at)
   SELECT $1, n.ticket_id, n.id, a.id, a.address, u.email, 'to', true, $4, $4
   FROM notifications n
   JOIN tickets t ON t.workspace_id = $1 AND t.id = n.ticket_id
   JOIN users u ON u.id = n.user_id AND u.email IS NOT NULL
   JOIN LATERAL (SELECT a.id, a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = t.desk_id AND a.removed_at IS NULL
     ORDER BY a.is_primary DESC, a.id LIMIT 1) a ON true
   LEFT JOIN notice_preferences p ON p.workspace_id = $1 AND p.user_id = n.user_id AND p.kind = n.kind
   WHERE n.workspace_id = $1 AND n.id = ANY ($2::bigint[]) AND n.read_at IS NULL AND COALESCE(p.mail, n.kind = ANY ($3::text[]))
   ON CONFLICT DO NOTHING`,
)

/** A notice about a setting, for everybody who can put it right. */
export const noticeToManagers = query(
  'notices.to_managers',
  `INSERT INTO notifications (workspace_id, user_id, kind, subject, at)
   SELECT $1, m.user_id, $2, $3, $4 FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND 'settings.manage' = ANY (r.permissions) AND m.disabled_at IS NULL AND NOT u.is_service`,
)

export interface NoticeRow {
  id: number
  kind: string
  at: Date
  readAt: Date | null
  subject: string | null
  reference: string | null
  title: string | null
  actorKind: 'staff' | 'customer' | 'system' | null
  actorId: number | null
  actorName: string | null
}

/** One's own, about tickets one sees now or about none. $2 who, $3 the desks seen whole. */
const mine = `FROM notifications n LEFT JOIN tickets t ON t.workspace_id = n.workspace_id AND t.id = n.ticket_id
   WHERE n.workspace_id = $1 AND n.user_id = $2 AND n.is_listed
     AND (n.ticket_id IS NULL OR ((t.desk_id = ANY ($3::bigint[]) OR t.assignee_id = $2) AND t.purged_at IS NULL))`

const noticeColumns = `n.id, n.kind, n.at, n.read_at AS "readAt", n.subject, t.reference, t.title, n.actor_kind AS "actorKind", n.actor_id AS "actorId",
  CASE n.actor_kind WHEN 'staff' THEN (SELECT m.name FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = n.actor_id)
    WHEN 'customer' THEN COALESCE((SELECT c.name FROM contacts c WHERE c.workspace_id = $1 AND c.id = n.actor_id), t.contact_name) END AS "actorName"`

/** Newest first, below $4. */
export const notices = query('notices.list', `SELECT ${noticeColumns} ${mine} AND n.id < $4 ORDER BY n.id DESC LIMIT $5`)
export const unreadNotices = query(
  'notices.list_unread',
  `SELECT ${noticeColumns} ${mine} AND n.read_at IS NULL AND n.id < $4 ORDER BY n.id DESC LIMIT $5`,
)

/** Counted up to $4: a badge says no more. */
export const countUnread = query(
  'notices.count_unread',
  `SELECT count(*)::int AS n FROM (SELECT ${mine} AND n.read_at IS NULL LIMIT $4) unread`,
)

export const markNoticesRead = query(
  'notices.mark_read',
  `UPDATE notifications SET read_at = $3 WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL AND ($4::bigint[] IS NULL OR id = ANY ($4::bigint[]))`,
)

/** Whoever opens a ticket has seen what was told about it. */
export const markTicketNoticesRead = query(
  'notices.mark_ticket_read',
  `UPDATE notifications SET read_at = $3 WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL AND ticket_id = $4`,
)

export const preferences = query(
  'notices.preferences',
  'SELECT kind, inbox, mail FROM notice_preferences WHERE workspace_id = $1 AND user_id = $2',
)

export const setPreference = query(
  'notices.set_preference',
  `INSERT INTO notice_preferences (workspace_id, user_id, kind, inbox, mail) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (workspace_id, user_id, kind) DO UPDATE SET inbox = EXCLUDED.inbox, mail = EXCLUDED.mail`,
)

export const dropOldNotices = query('notices.drop_old', 'DELETE FROM notifications WHERE workspace_id = $1 AND at < $2')

export interface MailedNotice {
  kind: string
  at: Date
  actorName: string | null
  reference: string
  title: string
  desk: string
  fromName: string
  deskAddress: string | null
  /** Works here and sees the ticket, now. */
  isFor: boolean
}

/** What the mail of a notice says; the recipient has to see the ticket still. */
export const mailedNotice = query(
  'notices.mailed',
  `SELECT n.kind, n.at, t.reference, t.title, d.name AS desk, d.from_name AS "fromName",
     (SELECT a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = d.id AND a.removed_at IS NULL
       ORDER BY (a.id = $3) DESC NULLS LAST, a.is_primary DESC, a.id LIMIT 1) AS "deskAddress",
     CASE n.actor_kind WHEN 'staff' THEN (SELECT m.name FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = n.actor_id)
       WHEN 'customer' THEN t.contact_name END AS "actorName",
     t.purged_at IS NULL AND EXISTS (SELECT FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = n.user_id AND m.disabled_at IS NULL)
       AND (t.assignee_id = n.user_id OR ${seesDesk('$1', 't.desk_id', 'n.user_id')}) AS "isFor"
   FROM notifications n JOIN tickets t ON t.workspace_id = n.workspace_id AND t.id = n.ticket_id
   JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
   WHERE n.workspace_id = $1 AND n.id = $2`,
)
