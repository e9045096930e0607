import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Connection } from '../../server/platform/postgres/index.ts'
import type { Subject } from './works.ts'

const execute = promisify(execFile)

/** The statements of thin's work alone, as pgbench takes them. Ids of agents are consecutive; every ticket 100·k + 10 has ten messages. */
const scripts: Record<string, (subject: Subject, tickets: number) => string> = {
  w1: ({ desk, emails }) => `
\\set agent random(1, 60)
BEGIN;
SELECT c.id AS contact, c.name AS cname FROM contact_identities i JOIN contacts c ON c.workspace_id = i.workspace_id AND c.id = i.contact_id
  WHERE i.workspace_id = 1 AND i.kind = 'mail' AND i.value = '${emails[0]}' \\gset
SELECT nextval('tickets_id_seq') AS id, nextval('messages_id_seq') AS message, nextval('ticket_numbers_1')::int AS number, d.lifecycle_version_id AS version FROM desks d
  WHERE d.workspace_id = 1 AND d.id = ${desk} \\gset
WITH cell AS (INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
    VALUES (1, ${desk}, :version, 'open', 'open', 0, 0, 'active', '', 1)),
  indexed AS (INSERT INTO search_queue (workspace_id, ticket_id) VALUES (1, :id))
  INSERT INTO tickets (workspace_id, id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, contact_id, contact_name, contact_email,
    created_at, updated_at, last_activity_at, message_count, preview, last_public_message_id, last_public_by, event_seq)
  OVERRIDING SYSTEM VALUE VALUES (1, :id, :number, 'TKT-' || :number, ${desk}, :version, 'open', 'open', 'A title', 'api', :contact, 'Somebody', '${emails[0]}',
    now(), now(), now(), 1, 'preview', :message, 'contact', 2);
INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, at, data, hash) VALUES (1, :id, 1, 'ticket.created', 'staff', now(), '{}', '\\x00'),
  (1, :id, 2, 'message.added', 'staff', now(), '{}', '\\x00');
WITH indexed AS (INSERT INTO search_queue (workspace_id, ticket_id, message_id) VALUES (1, :id, :message))
  INSERT INTO messages (workspace_id, id, ticket_id, origin_ticket_id, kind, audience, author_kind, author_id, at, body, text) OVERRIDING SYSTEM VALUE
  VALUES (1, :message, :id, :id, 'customer', 'public', 'contact', :contact, now(), '{"blocks": []}', repeat('some words ', 54));
INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at) VALUES (1, :id, :contact, :id, 'creator', now());
COMMIT;`,
  w3: ({ agents }) => `
\\set agent random(${agents[0]}, ${agents.at(-1)})
SELECT id, reference, title, status, priority, type, channel, desk_id, contact_id, contact_name, contact_email, assignee_id, team_id, bucket, preview, message_count, version,
    last_public_message_id, last_public_by, last_activity_at, created_at, updated_at
  FROM tickets WHERE workspace_id = 1 AND assignee_id = :agent AND bucket = 'active' AND category IN ('new', 'open', 'waiting', 'transferred') AND category IN ('new', 'open')
  ORDER BY last_activity_at DESC, id DESC LIMIT 51;`,
  w5: (_subject, tickets) => `
\\set block random(0, ${tickets / 100 - 1})
SELECT t.*, m.name AS assignee FROM tickets t LEFT JOIN memberships m ON m.workspace_id = t.workspace_id AND m.user_id = t.assignee_id
  WHERE t.workspace_id = 1 AND t.id = :block * 100 + 10;
SELECT id, kind, audience, state, author_kind, author_id, author_name, author_email, at, text, preview, has_quote, to_addresses, cc_addresses
  FROM messages WHERE workspace_id = 1 AND ticket_id = :block * 100 + 10 ORDER BY at DESC, id DESC LIMIT 51;
SELECT seq, type, at, actor_kind, actor_id, data FROM events WHERE workspace_id = 1 AND ticket_id = :block * 100 + 10 ORDER BY seq DESC LIMIT 101;`,
  w6: ({ agents }) => `
\\set agent random(${agents[0]}, ${agents.at(-1)})
SELECT status, sum(n) AS "all", sum(n) FILTER (WHERE assignee_id = 0) AS unassigned, sum(n) FILTER (WHERE assignee_id = :agent) AS mine FROM (
    SELECT status, assignee_id, n FROM count_totals WHERE workspace_id = 1 AND bucket = 'active'
    UNION ALL SELECT status, assignee_id, n FROM count_deltas WHERE workspace_id = 1 AND bucket = 'active') c GROUP BY status;`,
}

/** Transactions a second of the bare statements by eight clients of pgbench; null where it is not on the path or has no script. */
export async function rawPerSecond(
  id: string,
  database: Connection,
  folder: string,
  subject: Subject,
  tickets: number,
): Promise<number | null> {
  const script = scripts[id]?.(subject, tickets)
  if (!script) return null
  const file = join(folder, `${id}.pgbench.sql`)
  writeFileSync(file, script)
  const place = ['-h', database.host, '-p', String(database.port), '-U', database.user]
  try {
    const { stdout } = await execute('pgbench', [
      ...place,
      '-n',
      '-M',
      'prepared',
      '-c',
      '8',
      '-j',
      '2',
      '-T',
      '4',
      '-f',
      file,
      database.database,
    ])
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
