import { query } from '../platform/db/index.ts'

export interface AnnouncementRow {
  id: number
  title: string
  body: string
  tone: 'info' | 'warning'
  deskId: number | null
  startsAt: Date
  endsAt: Date | null
  version: number
  createdById: number
  createdByName: string
  updatedAt: Date
}

const columns = `a.id, a.title, a.body, a.tone, a.desk_id AS "deskId", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.version,
  a.created_by AS "createdById", m.name AS "createdByName", a.updated_at AS "updatedAt"`
const from = `FROM announcements a JOIN memberships m ON m.workspace_id = a.workspace_id AND m.user_id = a.created_by WHERE a.workspace_id = $1`

/** What is pinned now for one person and not put away. $2 the person, $3 their desks, $4 one of these or null, $5 now. */
export const shownTo = query(
  'announcements.shown',
  `SELECT ${columns} ${from} AND a.starts_at <= $5 AND (a.ends_at IS NULL OR a.ends_at > $5)
     AND (a.desk_id IS NULL OR (a.desk_id = ANY ($3::bigint[]) AND ($4::bigint IS NULL OR a.desk_id = $4)))
     AND NOT EXISTS (SELECT FROM announcement_reads r
       WHERE r.workspace_id = a.workspace_id AND r.announcement_id = a.id AND r.user_id = $2 AND r.version = a.version)
   ORDER BY a.tone = 'warning' DESC, a.id DESC LIMIT 50`,
)

export const allOfThem = query('announcements.all', `SELECT ${columns} ${from} ORDER BY a.id DESC`)
export const announcementById = query('announcements.by_id', `SELECT ${columns} ${from} AND a.id = $2`)
export const lockAnnouncement = query('announcements.lock', `SELECT ${columns} ${from} AND a.id = $2 FOR UPDATE OF a`)
export const countThem = query('announcements.count', 'SELECT count(*)::int AS n FROM announcements WHERE workspace_id = $1')

export const insertAnnouncement = query(
  'announcements.insert',
  `INSERT INTO announcements (workspace_id, title, body, tone, desk_id, starts_at, ends_at, created_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id`,
)

export const updateAnnouncement = query(
  'announcements.update',
  `UPDATE announcements SET title = $3, body = $4, tone = $5, desk_id = $6, starts_at = $7, ends_at = $8, updated_at = $9, version = version + 1
   WHERE workspace_id = $1 AND id = $2`,
)

export const deleteAnnouncement = query('announcements.delete', 'DELETE FROM announcements WHERE workspace_id = $1 AND id = $2')

export const putAway = query(
  'announcements.put_away',
  `INSERT INTO announcement_reads (workspace_id, announcement_id, user_id, version)
   SELECT $1, a.id, $3, a.version FROM announcements a WHERE a.workspace_id = $1 AND a.id = $2
   ON CONFLICT (workspace_id, announcement_id, user_id) DO UPDATE SET version = EXCLUDED.version`,
)

export const deskThere = query('announcements.desk', 'SELECT id FROM desks WHERE workspace_id = $1 AND id = $2')
