-- What a restore did, and what it holds back until somebody says so: mail and replies that may have left since the backup, timers
-- that became overdue meanwhile.

CREATE TABLE restores (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  backup_id uuid NOT NULL,
  backup_taken_at timestamptz NOT NULL,
  -- The installation moved here: nothing happened since the backup, and nothing was held.
  moved boolean NOT NULL,
  restored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- No foreign key to what is held: a purge must not have to wait for a restore to be confirmed.
CREATE TABLE restore_holds (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  restore_id int NOT NULL REFERENCES restores,
  kind text NOT NULL CHECK (kind IN ('mail', 'reply', 'timer')),
  ticket_id bigint NOT NULL,
  -- The outbox row or the message; NULL for a timer.
  item_id bigint,
  timer_kind text,
  due_at timestamptz NOT NULL,
  released_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX restore_holds_open ON restore_holds (workspace_id, id) WHERE released_at IS NULL;

CALL isolate_table('restore_holds');

GRANT SELECT ON restores TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON restore_holds TO :app;
GRANT USAGE ON SEQUENCE restore_holds_id_seq TO :app;
