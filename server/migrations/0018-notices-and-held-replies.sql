-- A reply waits a moment before it leaves, and everybody hears in their inbox of what concerns them.

-- As it was composed, while it is held: taken back it is a draft again with all of it. NULL once it was sent.
ALTER TABLE messages ADD COLUMN held jsonb;
-- Whether its mail quotes what was said before.
ALTER TABLE messages ADD COLUMN with_history boolean NOT NULL DEFAULT true;
GRANT SELECT (with_history) ON messages TO :reader;


-- Notices are made of the events of the feed. `key` says what a notice is about, so that nobody is told twice; `is_listed` is
-- false for one that its reader wants as a mail only.
ALTER TABLE notifications ADD COLUMN key text, ADD COLUMN actor_kind text, ADD COLUMN actor_id bigint, ADD COLUMN message_id bigint,
  ADD COLUMN is_listed boolean NOT NULL DEFAULT true;
CREATE UNIQUE INDEX notifications_once ON notifications (workspace_id, user_id, key);
CREATE INDEX notifications_unread ON notifications (workspace_id, user_id, id DESC) WHERE read_at IS NULL AND is_listed;
CREATE INDEX notifications_ticket ON notifications (workspace_id, ticket_id);

-- How far the events of a workspace have become notices.
CREATE TABLE notice_readers (
  workspace_id int PRIMARY KEY REFERENCES workspaces,
  position bigint NOT NULL
);
-- What happened before was told already.
ALTER TABLE feed_heads NO FORCE ROW LEVEL SECURITY;
INSERT INTO notice_readers SELECT workspace_id, position FROM feed_heads;
ALTER TABLE feed_heads FORCE ROW LEVEL SECURITY;

-- What somebody chose other than the usual.
CREATE TABLE notice_preferences (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  inbox boolean NOT NULL,
  mail boolean NOT NULL,
  PRIMARY KEY (workspace_id, user_id, kind),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

-- A mail of the outbox is a message to a customer, or a notice to somebody of the staff. No foreign key: old notices are forgotten.
ALTER TABLE outbox ALTER COLUMN message_id DROP NOT NULL, ADD COLUMN notice_id bigint,
  ADD CHECK (num_nonnulls(message_id, notice_id) = 1);
CREATE UNIQUE INDEX outbox_notice ON outbox (workspace_id, notice_id) WHERE notice_id IS NOT NULL;

-- Customers are mailed about new tickets and changed statuses from now on; the desks there are begin with it when somebody says so.
ALTER TABLE desks NO FORCE ROW LEVEL SECURITY;
UPDATE desks SET settings = '{"acknowledgeNew": false}'::jsonb || settings;
ALTER TABLE desks FORCE ROW LEVEL SECURITY;

CALL isolate_table('notice_readers', '{due_work}');
CALL isolate_table('notice_preferences');
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_readers, notice_preferences TO :app;

CREATE OR REPLACE FUNCTION due_work(kind text, until timestamptz, most int) RETURNS TABLE (workspace_id int, id bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.crossing', 'due_work', true);
    CASE kind
      WHEN 'timers' THEN RETURN QUERY SELECT t.workspace_id, t.ticket_id FROM timers t WHERE t.due_at <= until ORDER BY t.due_at LIMIT most;
      WHEN 'jobs' THEN RETURN QUERY SELECT j.workspace_id, j.id FROM jobs j WHERE j.dead_at IS NULL AND j.run_at <= until ORDER BY j.run_at LIMIT most;
      WHEN 'outbox' THEN RETURN QUERY
        SELECT o.workspace_id, o.id FROM (VALUES (false), (true)) kinds (automatic)
          CROSS JOIN LATERAL (
            SELECT d.workspace_id, d.id, d.next_attempt_at AS at, row_number() OVER (ORDER BY d.next_attempt_at, d.id) AS turn FROM outbox d
            WHERE d.automatic = kinds.automatic AND d.state IN ('waiting', 'sending', 'uncertain') AND d.next_attempt_at <= until
            ORDER BY d.next_attempt_at, d.id LIMIT most) o
          ORDER BY o.turn, o.at, o.id LIMIT most;
      WHEN 'raw_mails' THEN RETURN QUERY
        SELECT m.workspace_id, m.id FROM mail_addresses a
          CROSS JOIN LATERAL (
            SELECT r.workspace_id, r.id, r.next_attempt_at AS at, row_number() OVER (ORDER BY r.next_attempt_at, r.id) AS turn FROM raw_mails r
            WHERE r.workspace_id = a.workspace_id AND r.address_id = a.id AND r.state = 'received' AND r.next_attempt_at <= until
            ORDER BY r.next_attempt_at, r.id LIMIT most) m
          ORDER BY m.turn, m.at, m.id LIMIT most;
      WHEN 'queued' THEN RETURN QUERY SELECT m.workspace_id, m.id FROM messages m WHERE m.state = 'queued' AND m.send_at <= until ORDER BY m.send_at LIMIT most;
      WHEN 'events' THEN RETURN QUERY SELECT DISTINCT e.workspace_id, 0::bigint FROM events e WHERE e.position IS NULL LIMIT most;
      WHEN 'counts' THEN RETURN QUERY SELECT DISTINCT d.workspace_id, 0::bigint FROM count_deltas d LIMIT most;
      WHEN 'search' THEN RETURN QUERY SELECT DISTINCT q.workspace_id, 0::bigint FROM search_queue q LIMIT most;
      WHEN 'imap' THEN RETURN QUERY SELECT a.workspace_id, a.id FROM mail_addresses a WHERE a.kind = 'imap' AND a.removed_at IS NULL LIMIT most;
      -- Where some webhook has not been told everything up to the end of the feed.
      WHEN 'webhook_events' THEN RETURN QUERY SELECT DISTINCT w.workspace_id, 0::bigint FROM webhooks w JOIN feed_heads h ON h.workspace_id = w.workspace_id
        WHERE w.disabled_at IS NULL AND w.position < h.position LIMIT most;
      -- Four at once to an address, one while it fails, so that a slow one holds up nobody else. The same stands in deliveries.queries.ts.
      WHEN 'webhooks' THEN RETURN QUERY
        SELECT d.workspace_id, d.id FROM webhooks w
          CROSS JOIN LATERAL (
            SELECT x.workspace_id, x.id, x.next_attempt_at AS at, row_number() OVER (ORDER BY x.next_attempt_at, x.id) AS turn FROM webhook_deliveries x
            WHERE x.workspace_id = w.workspace_id AND x.webhook_id = w.id AND x.state IN ('waiting', 'sending') AND x.next_attempt_at <= until
            ORDER BY x.next_attempt_at, x.id
            LIMIT greatest(0, CASE WHEN w.failing_since IS NULL THEN 4 ELSE 1 END - (
              SELECT count(*) FROM webhook_deliveries s WHERE s.workspace_id = w.workspace_id AND s.webhook_id = w.id
                AND s.state = 'sending' AND s.next_attempt_at > until))) d
          WHERE w.disabled_at IS NULL ORDER BY d.turn, d.at, d.id LIMIT most;
      -- Where the feed holds more than has become notices.
      WHEN 'notices' THEN RETURN QUERY SELECT h.workspace_id, 0::bigint FROM feed_heads h LEFT JOIN notice_readers r ON r.workspace_id = h.workspace_id
        WHERE h.position > COALESCE(r.position, 0) LIMIT most;
      WHEN 'workspaces' THEN RETURN QUERY SELECT w.id, 0::bigint FROM workspaces w LIMIT most;
    END CASE;
    PERFORM set_config('app.crossing', '', true);
  END $$;
