-- Tickets that were handed on to another desk, and what that desk asks the first one to tell its customer.

ALTER TABLE tickets
  -- It was handed on, or was made by that: only then is anything looked up in `transfers`.
  ADD COLUMN in_transfer boolean NOT NULL DEFAULT false,
  -- Since when its customer is to be told something that another desk found out.
  ADD COLUMN guide_since timestamptz;

-- Few rows, for it holds only what is open.
CREATE INDEX tickets_guides ON tickets (workspace_id, assignee_id) WHERE bucket = 'active' AND guide_since IS NOT NULL;

CREATE TABLE transfers (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  -- The ticket of the customer, and the one that was made of it on the other desk.
  origin_id bigint NOT NULL,
  issue_id bigint NOT NULL,
  transferred_by bigint NOT NULL,
  transferred_at timestamptz NOT NULL,
  -- The last request to tell the customer: its words are a note on the origin.
  guide_message_id bigint,
  guide_by bigint,
  guide_at timestamptz,
  guided_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, issue_id),
  FOREIGN KEY (workspace_id, origin_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, issue_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, transferred_by) REFERENCES memberships,
  CHECK (origin_id <> issue_id)
);
CREATE INDEX transfers_origin ON transfers (workspace_id, origin_id);

-- A ticket and everything that was merged into it.
CREATE FUNCTION merged_here(workspace int, ticket bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE here AS (
    SELECT ticket AS id
    UNION
    SELECT m.duplicate_id FROM merges m JOIN here h ON m.primary_id = h.id WHERE m.workspace_id = workspace AND m.undone_at IS NULL)
  SELECT id FROM here
$$;

-- Where a ticket has come to by merges.
CREATE FUNCTION merged_end(workspace int, ticket bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE way AS (
    SELECT t.id, t.merged_into_id FROM tickets t WHERE t.workspace_id = workspace AND t.id = ticket
    UNION
    SELECT t.id, t.merged_into_id FROM tickets t JOIN way w ON t.id = w.merged_into_id WHERE t.workspace_id = workspace)
  SELECT id FROM way WHERE merged_into_id IS NULL
$$;

CALL isolate_table('transfers');

GRANT SELECT, INSERT, UPDATE, DELETE ON transfers TO :app;
GRANT EXECUTE ON FUNCTION merged_here(int, bigint), merged_end(int, bigint) TO :app;
