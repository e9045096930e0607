import { query } from '../../platform/db/index.ts'

// Columns are named one by one: what is sealed, hashed or a token never gets into an export by being added to a table.

export const workspaceRow = query(
  'export.workspace',
  `SELECT id, name, reference_prefix AS "referencePrefix", created_at AS "createdAt" FROM workspaces WHERE id = $1`,
)

/** What fits into one page each: people, structure and settings. */
export const lists = {
  roles: query('export.roles', 'SELECT id, key, name, acts_as AS "actsAs", permissions FROM roles WHERE workspace_id = $1 ORDER BY id'),
  users: query(
    'export.users',
    `SELECT m.user_id AS id, m.name, u.email, u.is_service AS "isService", r.key AS role, m.disabled_at AS "disabledAt", m.created_at AS "createdAt", m.zone, m.signature
     FROM memberships m JOIN users u ON u.id = m.user_id JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
     WHERE m.workspace_id = $1 ORDER BY m.user_id`,
  ),
  teams: query(
    'export.teams',
    `SELECT t.id, t.name, ARRAY(SELECT m.user_id FROM team_members m WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id ORDER BY 1) AS members
     FROM teams t WHERE t.workspace_id = $1 ORDER BY t.id`,
  ),
  labels: query('export.labels', 'SELECT id, name, colour FROM labels WHERE workspace_id = $1 ORDER BY id'),
  forms: query(
    'export.forms',
    `SELECT f.id, f.desk_id AS "deskId", f.part, f.key, f.parent_id AS "parentId", f.name, f.content, f.position, f.retired_at AS "retiredAt"
     FROM form_items f WHERE f.workspace_id = $1 ORDER BY f.desk_id, f.part, f.position, f.id`,
  ),
  lifecycles: query(
    'export.lifecycles',
    `SELECT l.key, l.name, v.id AS "versionId", v.version, v.published_at AS "publishedAt", v.definition
     FROM lifecycles l JOIN lifecycle_versions v ON v.workspace_id = l.workspace_id AND v.lifecycle_id = l.id WHERE l.workspace_id = $1 ORDER BY v.id`,
  ),
  desks: query(
    'export.desks',
    `SELECT d.id, d.name, l.key AS lifecycle, v.version AS "lifecycleVersion", d.is_default AS "isDefault", d.from_name AS "fromName", d.signature, d.settings,
       ARRAY(SELECT m.user_id FROM desk_members m WHERE m.workspace_id = d.workspace_id AND m.desk_id = d.id ORDER BY 1) AS members,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('address', a.address, 'kind', a.kind, 'isPrimary', a.is_primary, 'removedAt', a.removed_at,
           'imap', CASE WHEN a.imap IS NOT NULL THEN jsonb_build_object('host', a.imap->'host', 'port', a.imap->'port', 'user', a.imap->'user', 'folder', a.imap->'folder') END)
         ORDER BY a.id) FROM mail_addresses a WHERE a.workspace_id = d.workspace_id AND a.desk_id = d.id), '[]') AS addresses
     FROM desks d JOIN lifecycle_versions v ON v.workspace_id = d.workspace_id AND v.id = d.lifecycle_version_id
     JOIN lifecycles l ON l.workspace_id = v.workspace_id AND l.id = v.lifecycle_id WHERE d.workspace_id = $1 ORDER BY d.id`,
  ),
}

export const contactsAfter = query(
  'export.contacts',
  `SELECT c.id, c.name, c.created_at AS "createdAt",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'verifiedAt', i.verified_at) ORDER BY i.id)
       FROM contact_identities i WHERE i.workspace_id = c.workspace_id AND i.contact_id = c.id AND i.kind IN ('mail', 'phone')), '[]') AS identities
   FROM contacts c WHERE c.workspace_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3`,
)

export interface TicketOut {
  id: number
  reference: string
  title: string
  status: string
  category: string
  bucket: string
  desk: string
  type: string
  channel: string
  priority: string
  contactName: string | null
  contactEmail: string | null
  assignee: string | null
  team: string | null
  labels: string[]
  createdAt: Date
  updatedAt: Date
  firstResponseAt: Date | null
  resolvedAt: Date | null
  messageCount: number
}

/** Without those that were purged: of them only events are left. */
export const ticketsAfter = query(
  'export.tickets',
  `SELECT t.id, t.reference, t.title, t.status, t.category, t.bucket, d.name AS desk, t.type, i.name AS "inquiryType", c.name AS "processingCategory", t.fields, t.channel, t.priority, t.internal,
     t.contact_id AS "contactId", t.contact_name AS "contactName", t.contact_email AS "contactEmail", t.assignee_id AS "assigneeId", a.name AS assignee,
     g.name AS team, t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.first_response_at AS "firstResponseAt", t.resolved_at AS "resolvedAt",
     t.resolution_text AS "resolutionText", t.resolution_score AS "resolutionScore", t.snoozed_until AS "snoozedUntil", t.closure_at AS "closureAt",
     t.deletion_at AS "deletionAt", t.merged_into_id AS "mergedIntoId", t.follow_up_of_id AS "followUpOfId", t.message_count AS "messageCount",
     ARRAY(SELECT l.name FROM ticket_labels x JOIN labels l ON l.workspace_id = x.workspace_id AND l.id = x.label_id
       WHERE x.workspace_id = t.workspace_id AND x.ticket_id = t.id ORDER BY l.name) AS labels,
     ARRAY(SELECT p.contact_id FROM participants p WHERE p.workspace_id = t.workspace_id AND p.ticket_id = t.id AND p.removed_at IS NULL ORDER BY 1) AS participants,
     COALESCE((SELECT jsonb_agg(jsonb_build_object('score', s.score, 'comment', s.comment, 'submittedAt', s.submitted_at) ORDER BY s.id)
       FROM surveys s WHERE s.workspace_id = t.workspace_id AND s.ticket_id = t.id AND s.submitted_at IS NOT NULL), '[]') AS surveys
   FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
   LEFT JOIN memberships a ON a.workspace_id = t.workspace_id AND a.user_id = t.assignee_id
   LEFT JOIN teams g ON g.workspace_id = t.workspace_id AND g.id = t.team_id
   LEFT JOIN form_items i ON i.workspace_id = t.workspace_id AND i.id = t.inquiry_type_id
   LEFT JOIN form_items c ON c.workspace_id = t.workspace_id AND c.id = t.processing_category_id
   WHERE t.workspace_id = $1 AND t.id > $2 AND t.bucket <> 'purged' ORDER BY t.id LIMIT $3`,
)

export interface MessageOut {
  id: number
  ticketId: number
  audience: string
}

/** What was said and what waits to be sent; not what somebody only drafted. Hidden copies (Bcc) stay out (B10). */
export const messagesOf = query(
  'export.messages',
  `SELECT id, ticket_id AS "ticketId", kind, audience, state, author_kind AS "authorKind", author_id AS "authorId", author_name AS "authorName", author_email AS "authorEmail",
     at, send_at AS "sendAt", edited_at AS "editedAt", subject, text, html, to_addresses AS "to", cc_addresses AS "cc", mail_message_id AS "mailMessageId", verdict, auto_kind AS "autoKind", why,
     system_line AS "systemLine"
   FROM messages WHERE workspace_id = $1 AND ticket_id = ANY ($2::bigint[]) AND state IN ('released', 'queued') ORDER BY ticket_id, at, id`,
)

export interface AttachmentOut {
  id: number
  messageId: number
  blobId: number
  filename: string
  contentType: string
  size: number
}

export const attachmentsOf = query(
  'export.attachments',
  `SELECT a.id, a.message_id AS "messageId", a.blob_id AS "blobId", a.filename, a.content_type AS "contentType", b.size
   FROM attachments a JOIN blobs b ON b.workspace_id = a.workspace_id AND b.id = a.blob_id
   WHERE a.workspace_id = $1 AND a.message_id = ANY ($2::bigint[]) ORDER BY a.id`,
)

export const blobPiece = query(
  'export.blob_piece',
  'SELECT substring(bytes FROM $3::int FOR $4::int) AS bytes, sha256 FROM blobs WHERE workspace_id = $1 AND id = $2',
)

export const eventsAfter = query(
  'export.events',
  `SELECT e.ticket_id AS "ticketId", t.reference AS ticket, e.seq, e.type, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.at, e.data, d.data AS details, encode(e.hash, 'hex') AS hash
   FROM events e JOIN tickets t ON t.workspace_id = e.workspace_id AND t.id = e.ticket_id
   LEFT JOIN event_details d ON d.workspace_id = e.workspace_id AND d.ticket_id = e.ticket_id AND d.seq = e.seq
   WHERE e.workspace_id = $1 AND (e.ticket_id, e.seq) > ($2, $3) ORDER BY e.ticket_id, e.seq LIMIT $4`,
)
