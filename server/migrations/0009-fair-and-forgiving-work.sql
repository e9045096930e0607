-- A mail that was taken and of which nothing was heard again: its process ended while it read this mail, alone or beside
-- others. Only the times it was alone are held against it.
ALTER TABLE raw_mails ADD COLUMN taken_alone boolean, ADD COLUMN lost int NOT NULL DEFAULT 0;

CREATE INDEX raw_mails_waiting_by_address ON raw_mails (workspace_id, address_id, next_attempt_at, id) WHERE state = 'received';
CREATE INDEX outbox_due_by_hand ON outbox (automatic, next_attempt_at, id) WHERE state IN ('waiting', 'sending', 'uncertain');

-- What is due, now fair: mail of every address in turns, so that a flood to one leaves the others their places; and what
-- people wrote leaves in turns with what was made automatically.
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
      WHEN 'workspaces' THEN RETURN QUERY SELECT w.id, 0::bigint FROM workspaces w LIMIT most;
    END CASE;
    PERFORM set_config('app.crossing', '', true);
  END $$;
