-- The third way across: what is due, as workspace and id only. Each is then worked in a transaction of its workspace.
CREATE FUNCTION due_work(kind text, until timestamptz, most int) RETURNS TABLE (workspace_id int, id bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.crossing', 'due_work', true);
    CASE kind
      WHEN 'timers' THEN RETURN QUERY SELECT t.workspace_id, t.ticket_id FROM timers t WHERE t.due_at <= until ORDER BY t.due_at LIMIT most;
      WHEN 'jobs' THEN RETURN QUERY SELECT j.workspace_id, j.id FROM jobs j WHERE j.dead_at IS NULL AND j.run_at <= until ORDER BY j.run_at LIMIT most;
      WHEN 'outbox' THEN RETURN QUERY SELECT o.workspace_id, o.id FROM outbox o
        WHERE o.state IN ('waiting', 'sending', 'uncertain') AND o.next_attempt_at <= until ORDER BY o.next_attempt_at, o.id LIMIT most;
      WHEN 'raw_mails' THEN RETURN QUERY SELECT r.workspace_id, r.id FROM raw_mails r
        WHERE r.state = 'received' AND r.next_attempt_at <= until ORDER BY r.next_attempt_at, r.id LIMIT most;
      WHEN 'queued' THEN RETURN QUERY SELECT m.workspace_id, m.id FROM messages m WHERE m.state = 'queued' AND m.send_at <= until ORDER BY m.send_at LIMIT most;
      WHEN 'events' THEN RETURN QUERY SELECT DISTINCT e.workspace_id, 0::bigint FROM events e WHERE e.position IS NULL LIMIT most;
      WHEN 'counts' THEN RETURN QUERY SELECT DISTINCT d.workspace_id, 0::bigint FROM count_deltas d LIMIT most;
      WHEN 'search' THEN RETURN QUERY SELECT DISTINCT q.workspace_id, 0::bigint FROM search_queue q LIMIT most;
      WHEN 'imap' THEN RETURN QUERY SELECT a.workspace_id, a.id FROM mail_addresses a WHERE a.kind = 'imap' AND a.removed_at IS NULL LIMIT most;
      WHEN 'workspaces' THEN RETURN QUERY SELECT w.id, 0::bigint FROM workspaces w LIMIT most;
    END CASE;
    PERFORM set_config('app.crossing', '', true);
  END $$;

-- What the product may do. Events are append-only: nobody changes or deletes one; the sequencer gives it a position.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO :app;
REVOKE UPDATE, DELETE, TRUNCATE ON events FROM :app;
GRANT UPDATE (position) ON events TO :app;
GRANT USAGE ON SCHEMA public TO :reader;
