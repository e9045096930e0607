import { query } from '../platform/db/index.ts'
import type { Hours } from './hours.ts'

export interface CalendarRow {
  id: number
  name: string
  version: number
  updatedAt: Date
  hours: Hours
  desks: number[]
}

const columns = `c.id, c.name, c.version, c.updated_at AS "updatedAt", v.hours,
  ARRAY(SELECT d.id FROM desks d WHERE d.workspace_id = c.workspace_id AND d.calendar_id = c.id ORDER BY d.id) AS desks`
const newest = `FROM calendars c JOIN calendar_versions v ON v.workspace_id = c.workspace_id AND v.calendar_id = c.id AND v.version = c.version
  WHERE c.workspace_id = $1 AND c.removed_at IS NULL`

export const allCalendars = query('calendars.all', `SELECT ${columns} ${newest} ORDER BY lower(c.name), c.id`)
export const calendarById = query('calendars.by_id', `SELECT ${columns} ${newest} AND c.id = $2`)

export const lockCalendar = query(
  'calendars.lock',
  'SELECT id, name, version FROM calendars WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE',
)

export const countCalendars = query(
  'calendars.count',
  'SELECT count(*)::int AS n FROM calendars WHERE workspace_id = $1 AND removed_at IS NULL',
)

export const nameTaken = query(
  'calendars.name_taken',
  'SELECT 1 AS taken FROM calendars WHERE workspace_id = $1 AND lower(name) = lower($2) AND id <> $3 AND removed_at IS NULL',
)

export const insertCalendar = query(
  'calendars.insert',
  'INSERT INTO calendars (workspace_id, name, updated_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
)

export const insertVersion = query(
  'calendars.insert_version',
  `INSERT INTO calendar_versions (workspace_id, calendar_id, version, hours, created_by, created_at) VALUES ($1, $2, $3, $4::json, $5, $6)`,
)

export const updateCalendar = query(
  'calendars.update',
  'UPDATE calendars SET name = $3, version = $4, updated_at = $5 WHERE workspace_id = $1 AND id = $2',
)

export const removeCalendarRow = query('calendars.remove', 'UPDATE calendars SET removed_at = $3 WHERE workspace_id = $1 AND id = $2')

export const desksOfCalendar = query('calendars.desks', 'SELECT name FROM desks WHERE workspace_id = $1 AND calendar_id = $2 ORDER BY name')

export const hoursOfVersions = query(
  'calendars.versions',
  'SELECT id, hours FROM calendar_versions WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

/** The present version of a calendar, as part of other queries. */
export const calendarVersionOf = (workspace: string, calendar: string) =>
  `(SELECT hv.id FROM calendars hc JOIN calendar_versions hv ON hv.workspace_id = hc.workspace_id AND hv.calendar_id = hc.id AND hv.version = hc.version
     WHERE hc.workspace_id = ${workspace} AND hc.id = ${calendar})`
