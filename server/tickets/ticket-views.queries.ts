import { query } from '../platform/db/index.ts'
import { besideNewestPage, newestPage } from './message-views.queries.ts'
import { descriptionOf } from './description.queries.ts'
import { allColumns, listedColumns } from './ticket.ts'

/** What a page of rows shows beside the tickets themselves, in one statement. $2 the tickets, $3 the actor. */
export const besideRows = query(
  'ticket_views.beside_rows',
  `SELECT
     COALESCE((SELECT json_agg(json_build_object('ticket', l.ticket_id, 'id', l.label_id::text, 'name', b.name, 'colour', b.colour) ORDER BY b.name)
       FROM ticket_labels l JOIN labels b ON b.workspace_id = l.workspace_id AND b.id = l.label_id
       WHERE l.workspace_id = $1 AND l.ticket_id = ANY ($2::bigint[])), '[]') AS labels,
     COALESCE((SELECT json_agg(s.ticket_id) FROM stars s WHERE s.workspace_id = $1 AND s.user_id = $3 AND s.ticket_id = ANY ($2::bigint[])), '[]') AS stars,
     COALESCE((SELECT json_agg(json_build_object('ticket', r.ticket_id, 'message', r.message_id)) FROM reads r
       WHERE r.workspace_id = $1 AND r.user_id = $3 AND r.ticket_id = ANY ($2::bigint[])), '[]') AS reads,
     COALESCE((SELECT json_agg(json_build_object('ticket', v.ticket_id, 'id', v.user_id::text, 'name', m.name, 'typing', v.typing)) FROM viewers v
       JOIN memberships m ON m.workspace_id = v.workspace_id AND m.user_id = v.user_id
       WHERE v.workspace_id = $1 AND v.ticket_id = ANY ($2::bigint[]) AND v.user_id <> $3 AND v.seen_at > business_now() - interval '30 seconds'), '[]') AS viewers,
     COALESCE((SELECT json_object_agg(m.user_id, m.name) FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = ANY ($4::bigint[])), '{}') AS people,
     COALESCE((SELECT json_object_agg(g.id, g.name) FROM teams g WHERE g.workspace_id = $1 AND g.id = ANY ($5::bigint[])), '{}') AS teams`,
)

export const ticketsByIds = query(
  'ticket_views.by_ids',
  `SELECT ${listedColumns} FROM tickets t WHERE t.workspace_id = $1 AND t.id = ANY ($2::bigint[])`,
)

/** Tickets of a customer are counted up to this many. */
const countedTickets = 1_000

/** What the page of one ticket shows beside its row. $2 the ticket, $3 the actor. */
const besideOne = `COALESCE((SELECT json_agg(json_build_object('ticket', l.ticket_id, 'id', l.label_id::text, 'name', b.name, 'colour', b.colour) ORDER BY b.name)
       FROM ticket_labels l JOIN labels b ON b.workspace_id = l.workspace_id AND b.id = l.label_id
       WHERE l.workspace_id = $1 AND l.ticket_id = $2), '[]') AS labels,
     CASE WHEN EXISTS (SELECT FROM stars s WHERE s.workspace_id = $1 AND s.user_id = $3 AND s.ticket_id = $2)
       THEN json_build_array($2::bigint) ELSE '[]' END AS stars,
     COALESCE((SELECT json_build_array(json_build_object('ticket', r.ticket_id, 'message', r.message_id)) FROM reads r
       WHERE r.workspace_id = $1 AND r.user_id = $3 AND r.ticket_id = $2), '[]') AS reads,
     COALESCE((SELECT json_agg(json_build_object('ticket', v.ticket_id, 'id', v.user_id::text, 'name', m.name, 'typing', v.typing)) FROM viewers v
       JOIN memberships m ON m.workspace_id = v.workspace_id AND m.user_id = v.user_id
       WHERE v.workspace_id = $1 AND v.ticket_id = $2 AND v.user_id <> $3 AND v.seen_at > business_now() - interval '30 seconds'), '[]') AS viewers,
     COALESCE((SELECT json_object_agg(m.user_id, m.name) FROM memberships m WHERE m.workspace_id = $1 AND m.user_id IN (t.assignee_id, t.last_assignee_id)), '{}') AS people,
     COALESCE((SELECT json_object_agg(g.id, g.name) FROM teams g WHERE g.workspace_id = $1 AND g.id = t.team_id), '{}') AS teams,
     COALESCE((SELECT json_object_agg(r.id, r.reference) FROM tickets r
       WHERE r.workspace_id = $1 AND r.id IN (t.merged_into_id, t.follow_up_of_id, t.possibly_of_id)), '{}') AS references,
     (SELECT count(*)::int FROM (SELECT FROM tickets o WHERE o.workspace_id = $1 AND o.contact_id = t.contact_id AND o.bucket <> 'purged'
       LIMIT ${countedTickets}) o) AS "contactTicketCount",
     COALESCE((SELECT json_agg(json_build_object('contact', json_build_object('id', c.id, 'name', c.name, 'email',
         (SELECT i.value FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = c.id AND i.kind = 'mail' ORDER BY i.id LIMIT 1)), 'via', p.via) ORDER BY p.joined_at)
       FROM participants p JOIN contacts c ON c.workspace_id = p.workspace_id AND c.id = p.contact_id
       WHERE p.workspace_id = $1 AND p.ticket_id = $2 AND p.removed_at IS NULL), '[]') AS participants,
     COALESCE((SELECT json_agg(json_build_object('mergeId', g.id, 'reference', d.reference, 'mergedAt', g.merged_at) ORDER BY g.id)
       FROM merges g JOIN tickets d ON d.workspace_id = g.workspace_id AND d.id = g.duplicate_id
       WHERE g.workspace_id = $1 AND g.primary_id = $2 AND g.undone_at IS NULL), '[]') AS "mergedFrom",
     COALESCE((SELECT json_agg(json_build_object('reference', f.reference) ORDER BY f.id) FROM tickets f WHERE f.workspace_id = $1 AND f.follow_up_of_id = $2), '[]') AS "followUps",
     (SELECT s.score FROM surveys s WHERE s.workspace_id = $1 AND s.ticket_id = $2 AND s.submitted_at IS NOT NULL ORDER BY s.id DESC LIMIT 1) AS "surveyScore",
     COALESCE((SELECT json_object_agg(f.id, f.name) FROM form_items f WHERE f.workspace_id = $1 AND f.id IN (t.inquiry_type_id, t.processing_category_id)), '{}') AS "formNames",
     (${descriptionOf('m.id')}) AS "descriptionId"`
const one = 'FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2'

export const besideTicket = query('ticket_views.beside', `SELECT ${besideOne} ${one}`)

/** The same with the ticket, … */
export const ticketAlone = query('ticket_views.ticket', `SELECT ${allColumns}, ${besideOne} ${one}`)

/** … and with what stands beside the newest messages of its conversation. */
export const ticketWithNewest = query(
  'ticket_views.with_newest',
  `WITH ${newestPage} SELECT ${allColumns}, ${besideOne}, ${besideNewestPage} ${one}`,
)

export const markRead = query(
  'ticket_views.mark_read',
  `INSERT INTO reads (workspace_id, user_id, ticket_id, message_id)
   SELECT $1, $3, $2, COALESCE(t.last_public_message_id, 0) FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2
   ON CONFLICT (workspace_id, user_id, ticket_id) DO UPDATE SET message_id = GREATEST(reads.message_id, EXCLUDED.message_id)`,
)

export const star = query(
  'ticket_views.star',
  'INSERT INTO stars (workspace_id, user_id, ticket_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
)
export const unstar = query('ticket_views.unstar', 'DELETE FROM stars WHERE workspace_id = $1 AND user_id = $2 AND ticket_id = $3')

/** They mention what stands in a desk's form. */
const aboutEvents = `'{ticket.type_changed,ticket.inquiry_type_changed,ticket.category_changed,ticket.field_changed}'`

const idsIn = (...names: string[]) => names.map((name) => `(e.data->>'${name}')::bigint`).join(', ')

/** They name other tickets. */
const besideEvents = `'{ticket.split,ticket.split_from,ticket.unsplit,ticket.linked,ticket.unlinked,ticket.transferred,ticket.transferred_from,ticket.transfer_finished,ticket.guide_requested}'`

/**
 * Their ids. No COALESCE: PostgreSQL takes it for something that could tell what policies hide, and would then look at every
 * ticket of the workspace instead of asking the index.
 */
const otherTickets = `CASE WHEN e.type = 'message.moved' THEN ARRAY[${idsIn('from', 'to')}]
           WHEN e.type = ANY (${besideEvents}) THEN ARRAY[${idsIn('made', 'source', 'other', 'issue', 'origin')}]
           ELSE ARRAY[${idsIn('primary', 'duplicate')}] END`

/**
 * With the names of whom and what an event mentions, so that nothing has to be looked up afterwards; of other tickets only
 * those that the reader sees ($5 desks, $6 who).
 */
export const eventsOfTicket = query(
  'ticket_views.events',
  `SELECT e.seq, e.type, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.data,
     CASE WHEN e.details_mac IS NOT NULL THEN (SELECT d.data FROM event_details d
       WHERE d.workspace_id = e.workspace_id AND d.ticket_id = e.ticket_id AND d.seq = e.seq) END AS details,
     CASE e.actor_kind WHEN 'staff' THEN (SELECT m.name FROM memberships m WHERE m.workspace_id = e.workspace_id AND m.user_id = e.actor_id)
       WHEN 'customer' THEN (SELECT c.name FROM contacts c WHERE c.workspace_id = e.workspace_id AND c.id = e.actor_id) END AS "actorName",
     CASE WHEN e.type = 'message.moved' OR e.data ?| '{agent,former,team,label,primary,duplicate}' OR e.type = ANY (${aboutEvents})
       OR e.type = ANY (${besideEvents}) THEN json_build_object(
       'people', (SELECT json_object_agg(m.user_id, m.name) FROM memberships m
         WHERE m.workspace_id = e.workspace_id AND m.user_id IN ((e.data->>'agent')::bigint, (e.data->>'former')::bigint)),
       'teams', (SELECT json_object_agg(g.id, g.name) FROM teams g WHERE g.workspace_id = e.workspace_id AND g.id = (e.data->>'team')::bigint),
       'labels', (SELECT json_object_agg(l.id, l.name) FROM labels l WHERE l.workspace_id = e.workspace_id AND l.id = (e.data->>'label')::bigint),
       'tickets', (SELECT json_object_agg(t.id, t.reference) FROM tickets t WHERE t.workspace_id = e.workspace_id
         AND (t.desk_id = ANY ($5::bigint[]) OR t.assignee_id = $6) AND t.id = ANY (${otherTickets})),
       'items', CASE WHEN e.type = 'ticket.type_changed' THEN (SELECT json_object_agg(f.key, f.name) FROM form_items f JOIN tickets t
           ON t.workspace_id = f.workspace_id AND t.desk_id = f.desk_id
           WHERE t.workspace_id = e.workspace_id AND t.id = e.ticket_id AND f.key IN (e.data->>'from', e.data->>'to'))
         WHEN e.type = ANY (${aboutEvents}) THEN (SELECT json_object_agg(f.id, f.name) FROM form_items f WHERE f.workspace_id = e.workspace_id
           AND f.id IN ((e.data->>'field')::bigint, (e.data->>'from')::bigint, (e.data->>'to')::bigint)) END)
     END AS names
   FROM events e
   WHERE e.workspace_id = $1 AND e.ticket_id = $2 AND e.seq < $3 ORDER BY e.seq DESC LIMIT $4`,
)

export const readDraft = query(
  'drafts.read',
  'SELECT content, updated_at AS "updatedAt" FROM drafts WHERE workspace_id = $1 AND user_id = $2 AND ticket_id = $3 AND kind = $4',
)
export const lockDraft = query(
  'drafts.lock',
  'SELECT content FROM drafts WHERE workspace_id = $1 AND user_id = $2 AND ticket_id = $3 AND kind = $4 FOR UPDATE',
)
export const writeDraft = query(
  'drafts.write',
  `INSERT INTO drafts (workspace_id, user_id, ticket_id, kind, content, updated_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
   ON CONFLICT (workspace_id, user_id, ticket_id, kind) DO UPDATE SET content = EXCLUDED.content, updated_at = EXCLUDED.updated_at`,
)
/** The same, unless it is another one by now than the writer saw last ($7; null: none). */
export const writeDraftSeen = query(
  'drafts.write_seen',
  `INSERT INTO drafts (workspace_id, user_id, ticket_id, kind, content, updated_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
   ON CONFLICT (workspace_id, user_id, ticket_id, kind) DO UPDATE SET content = EXCLUDED.content, updated_at = EXCLUDED.updated_at
     WHERE drafts.updated_at = $7::timestamptz
   RETURNING 1 AS kept`,
)
/** @param $5 as it was last seen; null: whatever it is */
export const dropDraft = query(
  'drafts.drop',
  `DELETE FROM drafts WHERE workspace_id = $1 AND user_id = $2 AND ticket_id = $3 AND kind = $4
     AND ($5::timestamptz IS NULL OR updated_at = $5::timestamptz)`,
)
