-- What the dashboards count of one person, and what admins pin at the top of everybody's screen.

-- Tickets one put on hold, whoever has them; few rows, for it holds only what waits.
CREATE INDEX tickets_held_by ON tickets (workspace_id, held_by) WHERE bucket = 'active' AND category = 'waiting' AND held_by IS NOT NULL;

-- The last ticket that was there before a moment: numbers are given in the order of time, so that the few hours a dashboard
-- is about are a stretch of the primary key and no index has to be kept for them. An hour is left for those that were
-- written side by side.
CREATE FUNCTION last_ticket_before(workspace int, moment timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 0;
  high bigint;
  middle bigint;
  found_id bigint;
  found_at timestamptz;
BEGIN
  SELECT t.id INTO high FROM tickets t WHERE t.workspace_id = workspace ORDER BY t.id DESC LIMIT 1;
  IF high IS NULL THEN RETURN 0; END IF;
  WHILE high - low > 100 LOOP
    middle := (low + high) / 2;
    SELECT t.id, t.created_at INTO found_id, found_at FROM tickets t WHERE t.workspace_id = workspace AND t.id >= middle ORDER BY t.id LIMIT 1;
    IF found_at < moment - interval '1 hour' THEN low := found_id; ELSE high := middle; END IF;
  END LOOP;
  RETURN low;
END $$;

CREATE TABLE announcements (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  tone text NOT NULL DEFAULT 'info' CHECK (tone IN ('info', 'warning')),
  -- NULL: for every desk.
  desk_id bigint,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_by bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks,
  FOREIGN KEY (workspace_id, created_by) REFERENCES memberships,
  CHECK (ends_at > starts_at)
);

-- Who put one away, and which wording of it: a changed one is shown again.
CREATE TABLE announcement_reads (
  workspace_id int NOT NULL,
  announcement_id bigint NOT NULL,
  user_id bigint NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (workspace_id, announcement_id, user_id),
  FOREIGN KEY (workspace_id, announcement_id) REFERENCES announcements ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

CALL isolate_table('announcements');
CALL isolate_table('announcement_reads');

GRANT SELECT, INSERT, UPDATE, DELETE ON announcements, announcement_reads TO :app;
GRANT EXECUTE ON FUNCTION last_ticket_before(int, timestamptz) TO :app;
