-- Many tickets at once: an action, and the tickets it was asked for, frozen when it was.
CREATE TABLE bulk_runs (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  -- What is done, with its fields. Words that somebody wrote go when the run has ended.
  action jsonb NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'cancelled')),
  total int NOT NULL DEFAULT 0,
  done int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  -- What was named and is not there for this person.
  missing bigint[] NOT NULL DEFAULT '{}',
  -- The run that this one takes back.
  undo_of bigint,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, undo_of),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships,
  FOREIGN KEY (workspace_id, undo_of) REFERENCES bulk_runs ON DELETE CASCADE
);
CREATE INDEX bulk_runs_person ON bulk_runs (workspace_id, user_id, id DESC);
CREATE INDEX bulk_runs_running ON bulk_runs (workspace_id, user_id) WHERE state = 'running';

CREATE TABLE bulk_tickets (
  workspace_id int NOT NULL,
  run_id bigint NOT NULL,
  -- No foreign key: its check would wait for whoever works on the ticket.
  ticket_id bigint NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
  -- How often something broke while it was done.
  tries int NOT NULL DEFAULT 0,
  code text,
  reason text,
  -- What the action changes, as it was and as it is; of a run that takes back: as it has to be, and as it shall be.
  before jsonb,
  after jsonb,
  PRIMARY KEY (workspace_id, run_id, ticket_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES bulk_runs ON DELETE CASCADE
);
CREATE INDEX bulk_tickets_failed ON bulk_tickets (workspace_id, run_id, ticket_id) WHERE state = 'failed';

-- What tickets have to do with each other. `from` is the child, the duplicate, or, of two related ones, the older.
CREATE TABLE ticket_links (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('related', 'duplicate_of', 'child_of')),
  from_id bigint NOT NULL,
  to_id bigint NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, from_id, to_id, kind),
  FOREIGN KEY (workspace_id, from_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, to_id) REFERENCES tickets,
  CHECK (from_id <> to_id)
);
CREATE INDEX ticket_links_to ON ticket_links (workspace_id, to_id);
-- One parent each.
CREATE UNIQUE INDEX ticket_links_parent ON ticket_links (workspace_id, from_id) WHERE kind = 'child_of';

-- Messages that became a ticket of their own.
CREATE TABLE splits (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  source_id bigint NOT NULL,
  made_id bigint NOT NULL,
  split_by bigint,
  split_at timestamptz NOT NULL,
  moved_messages bigint[] NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, source_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, made_id) REFERENCES tickets
);
CREATE INDEX splits_source ON splits (workspace_id, source_id);
CREATE INDEX splits_made ON splits (workspace_id, made_id);

CALL isolate_table('bulk_runs');
CALL isolate_table('bulk_tickets');
CALL isolate_table('ticket_links');
CALL isolate_table('splits');

GRANT SELECT, INSERT, UPDATE, DELETE ON bulk_runs, bulk_tickets, ticket_links, splits TO :app;
