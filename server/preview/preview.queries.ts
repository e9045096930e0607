import { query } from '../platform/db/index.ts'

export interface DeskOfPreview {
  deskName: string
  fromName: string
  signature: string
  authorSignature: string | null
  settings: unknown
  lifecycleVersionId: number
  replyToken: 'address' | 'message_id'
  address: string | null
}

export const deskOfPreview = query(
  'preview.desk',
  `SELECT d.name AS "deskName", d.from_name AS "fromName", d.signature, d.settings, d.reply_token AS "replyToken", d.lifecycle_version_id AS "lifecycleVersionId",
     (SELECT m.signature FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $3) AS "authorSignature",
     (SELECT a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = d.id AND a.removed_at IS NULL
       ORDER BY a.is_primary DESC, a.id LIMIT 1) AS address
   FROM desks d WHERE d.workspace_id = $1 AND d.id = $2`,
)

/** One's own uploads that no message has taken yet. */
export const ownUploads = query(
  'preview.uploads',
  `SELECT a.id, a.filename, a.content_type AS "contentType", a.image_type AS "imageType", 'upload-' || a.id AS "contentId",
     a.image_type IS NOT NULL AND a.id = ANY ($4::bigint[]) AS "isInline", a.size,
     CASE WHEN a.image_type IS NOT NULL AND a.id = ANY ($4::bigint[]) THEN b.bytes ELSE ''::bytea END AS bytes
   FROM attachments a JOIN blobs b ON b.workspace_id = a.workspace_id AND b.id = a.blob_id
   WHERE a.workspace_id = $1 AND a.id = ANY ($2::bigint[]) AND a.message_id IS NULL AND a.uploaded_by = $3 ORDER BY a.id`,
)

/** What somebody looks at now; what they looked at before is gone, and its address with it. */
export const keepPreview = query(
  'preview.keep',
  `INSERT INTO mail_previews (workspace_id, user_id, ticket_id, html, created_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (workspace_id, user_id) DO UPDATE SET id = DEFAULT, ticket_id = $3, html = $4, created_at = $5 RETURNING id`,
)
export const previewById = query(
  'preview.by_id',
  'SELECT ticket_id AS "ticketId", html FROM mail_previews WHERE workspace_id = $1 AND user_id = $2 AND id = $3',
)
export const dropPreviews = query(
  'preview.drop_old',
  `DELETE FROM mail_previews WHERE workspace_id = $1 AND created_at < business_now() - interval '1 hour'`,
)

export const mailOfUser = query('preview.mail_of_user', 'SELECT email FROM users WHERE id = $1')
