import { query } from '../platform/db/index.ts'

export interface EntryRow {
  id: number
  at: Date
  userId: number | null
  person: string | null
  subject: string
  subjectId: number | null
  name: string | null
  change: Record<string, unknown>
  former: Record<string, unknown> | null
}

/**
 * Newest first. A subject bears the name it has now; one that is gone the name it was last logged with. The title of a text
 * that somebody keeps for themselves is nobody's.
 */
export const settingsLog = query(
  'settings_log.page',
  `SELECT l.id, l.at, l.user_id AS "userId", m.name AS person, l.subject, l.subject_id AS "subjectId", l.change, l.former,
     COALESCE(CASE l.subject
       WHEN 'agent' THEN (SELECT x.name FROM memberships x WHERE x.workspace_id = $1 AND x.user_id = l.subject_id)
       WHEN 'team' THEN (SELECT x.name FROM teams x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'desk' THEN (SELECT x.name FROM desks x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'restricted_words' THEN (SELECT x.name FROM desks x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'search_fields' THEN (SELECT x.name FROM desks x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'address' THEN (SELECT x.address FROM mail_addresses x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'label' THEN (SELECT x.name FROM labels x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'key' THEN (SELECT x.name FROM api_keys x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'webhook' THEN (SELECT x.name FROM webhooks x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'calendar' THEN (SELECT x.name FROM calendars x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'sla_policy' THEN (SELECT x.name FROM sla_policies x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'customer_info_source' THEN (SELECT x.name FROM customer_info_sources x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'view' THEN (SELECT x.name FROM saved_views x WHERE x.workspace_id = $1 AND x.id = l.subject_id AND x.is_shared)
       WHEN 'announcement' THEN (SELECT x.title FROM announcements x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'lifecycle' THEN (SELECT x.key FROM lifecycles x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'form' THEN (SELECT COALESCE(x.name ->> $9, x.name ->> 'en') FROM form_items x WHERE x.workspace_id = $1 AND x.id = l.subject_id)
       WHEN 'prepared_text' THEN (SELECT x.title FROM prepared_texts x WHERE x.workspace_id = $1 AND x.id = l.subject_id AND x.scope <> 'own')
     END, (SELECT COALESCE(NULLIF(e.change ->> 'removed', 'true'), e.change ->> 'revoked', e.change ->> 'created')
       FROM settings_log e WHERE e.workspace_id = $1 AND e.subject = l.subject AND e.subject_id = l.subject_id
         AND e.change ?| ARRAY['removed', 'revoked', 'created'] ORDER BY e.id DESC LIMIT 1)) AS name
   FROM settings_log l LEFT JOIN memberships m ON m.workspace_id = l.workspace_id AND m.user_id = l.user_id
   WHERE l.workspace_id = $1
     AND ($2::bigint IS NULL OR l.id < $2)
     AND ($3::bigint IS NULL OR l.user_id = $3)
     AND ($4::text IS NULL OR l.subject = $4)
     AND ($5::bigint IS NULL OR l.subject_id = $5)
     AND ($6::timestamptz IS NULL OR l.at >= $6)
     AND ($7::timestamptz IS NULL OR l.at < $7)
   ORDER BY l.id DESC LIMIT $8`,
)
