-- Webhooks: where to tell what happens on tickets, and the ledger of what was told. The function due_work asks these tables,
-- too, from 0009 on.

CREATE TABLE webhooks (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  url text NOT NULL,
  -- NULL: every type, every desk.
  types text[],
  desk_ids bigint[],
  secret_sealed bytea NOT NULL,
  -- After a rotation the former secret signs beside the new one for a while.
  former_secret_sealed bytea,
  former_secret_until timestamptz,
  -- Headers of the receiver's own; their values may be credentials.
  header_names text[] NOT NULL DEFAULT '{}',
  headers_sealed bytea,
  -- Everything of the feed up to here has become deliveries, or was not asked for.
  position bigint NOT NULL,
  disabled_at timestamptz,
  disabled_why text CHECK (disabled_why IN ('by_hand', 'gone', 'failing')),
  -- Since when every attempt failed.
  failing_since timestamptz,
  last_delivered_at timestamptz,
  created_by bigint,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
);

CREATE TABLE webhook_deliveries (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  webhook_id bigint NOT NULL,
  -- The same in every attempt: receivers know by it what they have seen.
  message_id text NOT NULL,
  -- NULL: a test. No foreign key: its check would wait for whoever works on the ticket.
  position bigint,
  ticket_id bigint,
  type text NOT NULL,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed')),
  attempts int NOT NULL DEFAULT 0,
  -- Attempts since it was last asked for: the place in the schedule of retries.
  tries int NOT NULL DEFAULT 0,
  -- While it is being sent: until when it belongs to the process that sends it. infinity: an earlier one of its ticket goes first.
  next_attempt_at timestamptz NOT NULL,
  last_attempt_at timestamptz,
  last_outcome text,
  last_status int,
  last_ms int,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, webhook_id, position),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhooks ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (workspace_id, webhook_id, next_attempt_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX webhook_deliveries_ticket ON webhook_deliveries (workspace_id, webhook_id, ticket_id, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (workspace_id, webhook_id, id DESC);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (workspace_id, created_at);

CALL isolate_table('webhooks', '{due_work}');
CALL isolate_table('webhook_deliveries', '{due_work}');
-- Whether there is more to tell is seen by the end of the feed.
CREATE POLICY crossing ON feed_heads FOR SELECT USING (current_setting('app.crossing', true) = 'due_work');

-- A notice may be about a setting instead of a ticket; then it says its name.
ALTER TABLE notifications ALTER COLUMN ticket_id DROP NOT NULL, ADD COLUMN subject text;

GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks, webhook_deliveries TO :app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :app;
