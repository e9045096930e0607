-- Tickets, what was said on them, what happened to them, and when something will.

CREATE TABLE tickets (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  number int NOT NULL,
  reference text NOT NULL,
  version int NOT NULL DEFAULT 1,
  desk_id bigint NOT NULL,
  lifecycle_version_id bigint NOT NULL,
  status text NOT NULL,
  category text NOT NULL CHECK (category IN ('new', 'open', 'waiting', 'transferred', 'resolved', 'closed')),
  bucket text NOT NULL DEFAULT 'active' CHECK (bucket IN ('active', 'snoozed', 'spam', 'trash', 'archived', 'merged', 'purged')),
  title text NOT NULL,
  type text NOT NULL DEFAULT 'support_ticket' CHECK (type IN ('support_ticket', 'customer_request', 'bug_report', 'feature_request')),
  channel text NOT NULL CHECK (channel IN ('portal', 'mail', 'phone', 'chat', 'api', 'widget', 'created')),
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  internal boolean NOT NULL DEFAULT false,
  contact_id bigint,
  contact_name text,
  contact_email text,
  assignee_id bigint,
  last_assignee_id bigint,
  team_id bigint,
  created_by bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  last_activity_at timestamptz NOT NULL,
  first_response_at timestamptz,
  resolved_at timestamptz,
  resolved_by bigint,
  completed_by bigint,
  held_by bigint,
  resolution_text text,
  resolution_score int CHECK (resolution_score BETWEEN 1 AND 5),
  snoozed_until timestamptz,
  snoozed_zone text,
  snoozed_local text,
  spam_at timestamptz,
  trashed_at timestamptz,
  archived_at timestamptz,
  merged_into_id bigint,
  follow_up_of_id bigint,
  possibly_of_id bigint,
  closure_at timestamptz,
  deletion_at timestamptz,
  purged_at timestamptz,
  -- The newest message, who wrote last, and how many there are: what a list row shows without reading messages.
  message_count int NOT NULL DEFAULT 0,
  preview text NOT NULL DEFAULT '',
  last_public_message_id bigint,
  last_public_by text,
  last_agent_message_at timestamptz,
  -- The end of this ticket's event chain.
  event_seq int NOT NULL DEFAULT 0,
  event_hash bytea NOT NULL DEFAULT '\x',
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, reference),
  UNIQUE (workspace_id, number),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks,
  FOREIGN KEY (workspace_id, lifecycle_version_id) REFERENCES lifecycle_versions,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts,
  FOREIGN KEY (workspace_id, assignee_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams,
  FOREIGN KEY (workspace_id, merged_into_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, follow_up_of_id) REFERENCES tickets
) WITH (fillfactor = 85);

-- One index per list shape; the sort key follows the equality columns at once and the status is never before it, so
-- that a page is read off the index without a sort. The literals must match those in tickets.queries.ts.
CREATE INDEX tickets_mine_open ON tickets (workspace_id, assignee_id, last_activity_at DESC, id DESC)
  WHERE bucket = 'active' AND category IN ('new', 'open', 'waiting', 'transferred');
CREATE INDEX tickets_mine ON tickets (workspace_id, assignee_id, last_activity_at DESC, id DESC) WHERE bucket = 'active';
CREATE INDEX tickets_unassigned ON tickets (workspace_id, desk_id, last_activity_at DESC, id DESC)
  WHERE bucket = 'active' AND assignee_id IS NULL AND category IN ('new', 'open', 'waiting', 'transferred');
CREATE INDEX tickets_desk ON tickets (workspace_id, desk_id, last_activity_at DESC, id DESC) WHERE bucket = 'active';
CREATE INDEX tickets_all ON tickets (workspace_id, last_activity_at DESC, id DESC) WHERE bucket = 'active';
CREATE INDEX tickets_desk_status ON tickets (workspace_id, desk_id, status, last_activity_at DESC, id DESC) WHERE bucket = 'active';
CREATE INDEX tickets_team ON tickets (workspace_id, team_id, last_activity_at DESC, id DESC) WHERE bucket = 'active' AND team_id IS NOT NULL;
CREATE INDEX tickets_resolved_by ON tickets (workspace_id, resolved_by, last_activity_at DESC, id DESC) WHERE resolved_by IS NOT NULL;
CREATE INDEX tickets_aside ON tickets (workspace_id, bucket, last_activity_at DESC, id DESC) WHERE bucket <> 'active';
CREATE INDEX tickets_contact ON tickets (workspace_id, contact_id, id DESC);
CREATE INDEX tickets_merged ON tickets (workspace_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX tickets_followed ON tickets (workspace_id, follow_up_of_id) WHERE follow_up_of_id IS NOT NULL;

CREATE TABLE participants (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  -- The ticket whose messages this person may read: another one than ticket_id for who came by merge.
  scope_ticket_id bigint NOT NULL,
  via text NOT NULL CHECK (via IN ('creator', 'merge', 'invite', 'agent')),
  joined_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, ticket_id, contact_id, scope_ticket_id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts
);
CREATE INDEX participants_contact ON participants (workspace_id, contact_id);

CREATE TABLE messages (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  origin_ticket_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('customer', 'reply', 'note', 'system', 'resolution', 'hold')),
  audience text NOT NULL CHECK (audience IN ('public', 'staff', 'pending', 'unverified')),
  state text NOT NULL DEFAULT 'released' CHECK (state IN ('draft', 'queued', 'released', 'withdrawn')),
  author_kind text NOT NULL CHECK (author_kind IN ('agent', 'contact', 'system')),
  author_id bigint,
  author_name text NOT NULL DEFAULT '',
  author_email text,
  at timestamptz NOT NULL,
  send_at timestamptz,
  edited_at timestamptz,
  subject text,
  body jsonb NOT NULL,
  text text NOT NULL DEFAULT '',
  html text NOT NULL DEFAULT '',
  preview text NOT NULL DEFAULT '',
  has_quote boolean NOT NULL DEFAULT false,
  to_addresses jsonb NOT NULL DEFAULT '[]',
  cc_addresses jsonb NOT NULL DEFAULT '[]',
  -- Bcc is staff knowledge: it lives in outgoing_bcc, which customers' queries cannot read.
  mail_message_id text,
  in_reply_to text,
  mail_references text[] NOT NULL DEFAULT '{}',
  auto_kind text NOT NULL DEFAULT 'no',
  verdict text CHECK (verdict IN ('pass', 'fail', 'none')),
  why text,
  system_line jsonb,
  raw_mail_id bigint,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, origin_ticket_id) REFERENCES tickets
);
CREATE INDEX messages_ticket ON messages (workspace_id, ticket_id, at, id);
CREATE INDEX messages_mail_id ON messages (workspace_id, mail_message_id) WHERE mail_message_id IS NOT NULL;
CREATE INDEX messages_queued ON messages (workspace_id, send_at) WHERE state = 'queued';

CREATE TABLE outgoing_bcc (
  workspace_id int NOT NULL,
  message_id bigint NOT NULL,
  addresses jsonb NOT NULL,
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages ON DELETE CASCADE
);

CREATE TABLE blobs (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  size bigint NOT NULL,
  sha256 bytea NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
ALTER TABLE blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE attachments (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint,
  message_id bigint,
  blob_id bigint NOT NULL,
  filename text NOT NULL,
  content_type text NOT NULL,
  -- What the bytes are, by their content; only such images are ever shown inline.
  image_type text,
  size bigint NOT NULL,
  content_id text,
  is_inline boolean NOT NULL DEFAULT false,
  uploaded_by bigint,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages,
  FOREIGN KEY (workspace_id, blob_id) REFERENCES blobs
);
CREATE INDEX attachments_message ON attachments (workspace_id, message_id);
CREATE INDEX attachments_waiting ON attachments (workspace_id, created_at) WHERE message_id IS NULL;

-- Append-only: nobody may change or delete an event; the sequencer may give it its position.
CREATE TABLE events (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  seq int NOT NULL,
  type text NOT NULL,
  actor_kind text NOT NULL,
  actor_id bigint,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  details_mac bytea,
  hash bytea NOT NULL,
  position bigint,
  PRIMARY KEY (workspace_id, ticket_id, seq),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
CREATE UNIQUE INDEX events_position ON events (workspace_id, position) WHERE position IS NOT NULL;
CREATE INDEX events_unplaced ON events (workspace_id, id) WHERE position IS NULL;

CREATE TABLE event_details (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  seq int NOT NULL,
  salt bytea NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (workspace_id, ticket_id, seq),
  FOREIGN KEY (workspace_id, ticket_id, seq) REFERENCES events
);

CREATE TABLE feed_heads (
  workspace_id int PRIMARY KEY REFERENCES workspaces,
  position bigint NOT NULL DEFAULT 0
);

CREATE TABLE timers (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  kind text NOT NULL,
  due_at timestamptz NOT NULL,
  armed_seq int NOT NULL,
  generation int NOT NULL DEFAULT 1,
  local_time text,
  zone text,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (workspace_id, ticket_id, kind),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
CREATE INDEX timers_due ON timers (due_at);

-- Exact counts: a ticket is in one cell. Changes are appended and folded into the totals by a job; the sum of both
-- tables is always exact.
CREATE TABLE count_totals (
  workspace_id int NOT NULL REFERENCES workspaces,
  desk_id bigint NOT NULL,
  lifecycle_version_id bigint NOT NULL,
  status text NOT NULL,
  category text NOT NULL,
  assignee_id bigint NOT NULL,
  team_id bigint NOT NULL,
  bucket text NOT NULL,
  -- '' | by_assignee (resolved by who has it) | by_admin (completed by an admin): what the views of finished work count.
  finish text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish)
);
CREATE TABLE count_deltas (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  desk_id bigint NOT NULL,
  lifecycle_version_id bigint NOT NULL,
  status text NOT NULL,
  category text NOT NULL,
  assignee_id bigint NOT NULL,
  team_id bigint NOT NULL,
  bucket text NOT NULL,
  finish text NOT NULL,
  n int NOT NULL,
  PRIMARY KEY (workspace_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE TABLE ticket_labels (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  label_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, ticket_id, label_id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, label_id) REFERENCES labels ON DELETE CASCADE
);
CREATE INDEX ticket_labels_label ON ticket_labels (workspace_id, label_id, ticket_id);

CREATE TABLE stars (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id, ticket_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
CREATE INDEX stars_ticket ON stars (workspace_id, ticket_id);

-- A customer's own list of tickets.
CREATE TABLE favourites (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  contact_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, ticket_id, contact_id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts
);

CREATE TABLE reads (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  message_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, user_id, ticket_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);

CREATE TABLE drafts (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reply', 'note')),
  content jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id, ticket_id, kind),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);

CREATE UNLOGGED TABLE viewers (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  user_id bigint NOT NULL,
  typing boolean NOT NULL DEFAULT false,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, ticket_id, user_id)
);

CREATE TABLE assignment_queue (
  workspace_id int NOT NULL,
  ticket_id bigint NOT NULL,
  queued_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, ticket_id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);

CREATE TABLE surveys (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  submitted_at timestamptz,
  score int CHECK (score BETWEEN 1 AND 5),
  comment text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
-- At most one survey waits for an answer per ticket.
CREATE UNIQUE INDEX surveys_open ON surveys (workspace_id, ticket_id) WHERE submitted_at IS NULL;

-- What one merge moved, exactly, so that it can be taken back exactly.
CREATE TABLE merges (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  primary_id bigint NOT NULL,
  duplicate_id bigint NOT NULL,
  merged_by bigint,
  merged_at timestamptz NOT NULL,
  moved_messages bigint[] NOT NULL,
  moved_participants bigint[] NOT NULL,
  duplicate_before jsonb NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, primary_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, duplicate_id) REFERENCES tickets
);
CREATE INDEX merges_primary ON merges (workspace_id, primary_id);
CREATE INDEX merges_duplicate ON merges (workspace_id, duplicate_id);

CREATE TABLE notifications (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  ticket_id bigint NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
CREATE INDEX notifications_user ON notifications (workspace_id, user_id, id DESC);

-- Moving a desk's tickets to another version of a lifecycle.
CREATE TABLE lifecycle_migrations (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  to_version_id bigint NOT NULL,
  status_map jsonb NOT NULL,
  desk_ids bigint[] NOT NULL,
  desks_before jsonb NOT NULL,
  total int NOT NULL,
  moved int NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone', 'failed')),
  last_error text,
  last_ticket_id bigint NOT NULL DEFAULT 0,
  started_by bigint,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, to_version_id) REFERENCES lifecycle_versions
);
CREATE TABLE lifecycle_migration_tickets (
  workspace_id int NOT NULL,
  migration_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  former_version_id bigint NOT NULL,
  former_status text NOT NULL,
  PRIMARY KEY (workspace_id, migration_id, ticket_id),
  FOREIGN KEY (workspace_id, migration_id) REFERENCES lifecycle_migrations,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);

CALL isolate_table('tickets');
CALL isolate_table('participants');
CALL isolate_table('messages', '{due_work}');
CALL isolate_table('outgoing_bcc');
CALL isolate_table('blobs');
CALL isolate_table('attachments');
CALL isolate_table('events', '{due_work}');
CALL isolate_table('event_details');
CALL isolate_table('feed_heads');
CALL isolate_table('timers', '{due_work}');
CALL isolate_table('count_totals');
CALL isolate_table('count_deltas', '{due_work}');
CALL isolate_table('ticket_labels');
CALL isolate_table('stars');
CALL isolate_table('favourites');
CALL isolate_table('reads');
CALL isolate_table('drafts');
CALL isolate_table('viewers');
CALL isolate_table('assignment_queue');
CALL isolate_table('surveys');
CALL isolate_table('merges');
CALL isolate_table('notifications');
CALL isolate_table('lifecycle_migrations');
CALL isolate_table('lifecycle_migration_tickets');

-- The customer's eyes: whatever a customer or an outgoing mail shows is read as public_reader, who cannot see a note.
CREATE POLICY public_and_released ON messages AS RESTRICTIVE FOR SELECT TO :reader
  USING (audience = 'public' AND state = 'released');
CREATE POLICY of_public_messages ON attachments AS RESTRICTIVE FOR SELECT TO :reader
  USING (message_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM messages m WHERE m.workspace_id = attachments.workspace_id AND m.id = attachments.message_id));
CREATE POLICY of_public_attachments ON blobs AS RESTRICTIVE FOR SELECT TO :reader
  USING (EXISTS (SELECT 1 FROM attachments a WHERE a.workspace_id = blobs.workspace_id AND a.blob_id = blobs.id));
GRANT SELECT (workspace_id, id, ticket_id, origin_ticket_id, kind, audience, state, author_kind, author_id, author_name, author_email, at,
  edited_at, subject, body, text, html, preview, has_quote, to_addresses, cc_addresses, mail_message_id, in_reply_to, mail_references, system_line)
  ON messages TO :reader;
GRANT SELECT ON attachments, blobs TO :reader;
CREATE INDEX attachments_blob ON attachments (workspace_id, blob_id);
