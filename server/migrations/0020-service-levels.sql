-- When a desk works. Hours are kept by version and never change: a time once promised is always measured by the hours it was promised by.
CREATE TABLE calendars (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX calendars_name ON calendars (workspace_id, lower(name)) WHERE removed_at IS NULL;

CREATE TABLE calendar_versions (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  calendar_id bigint NOT NULL,
  version int NOT NULL,
  -- json, not jsonb: shown as it was written.
  hours json NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, calendar_id, version),
  FOREIGN KEY (workspace_id, calendar_id) REFERENCES calendars
);

-- NULL: around the clock.
ALTER TABLE desks ADD COLUMN calendar_id bigint, ADD FOREIGN KEY (workspace_id, calendar_id) REFERENCES calendars;

-- What is promised, in the order in which it is looked for; by version as well.
CREATE TABLE sla_policies (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  place int NOT NULL,
  name text NOT NULL,
  is_on boolean NOT NULL DEFAULT true,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX sla_policies_name ON sla_policies (workspace_id, lower(name)) WHERE removed_at IS NULL;

CREATE TABLE sla_policy_versions (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  policy_id bigint NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  terms json NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, policy_id, version),
  FOREIGN KEY (workspace_id, policy_id) REFERENCES sla_policies
);

-- Tells the processes that what they remember of policies is old; it travels with what every new ticket reads.
ALTER TABLE workspaces ADD COLUMN sla_revision int NOT NULL DEFAULT 0;

-- Applying what is promised now to tickets that are open.
CREATE TABLE sla_runs (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  started_by bigint,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  total int NOT NULL,
  done int NOT NULL DEFAULT 0,
  changed int NOT NULL DEFAULT 0,
  last_ticket_id bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, id)
);

-- A ticket's clock. The versions it goes by have no foreign key: nobody may delete one (see the grants), and every new ticket
-- would share a lock on the same row. Time used up to `sla_since`; from then on it runs or stands, as the status says. The moments are those at
-- which something comes true if nothing else happens, or at which it came true; NULL while the clock stands before it. So a
-- state is a comparison with now, at any time and without a job.
ALTER TABLE tickets
  ADD COLUMN sla_policy_version_id bigint,
  ADD COLUMN sla_calendar_version_id bigint,
  ADD COLUMN sla_since timestamptz,
  ADD COLUMN sla_used_ms bigint,
  ADD COLUMN sla_first_due_at timestamptz,
  ADD COLUMN sla_warn_at timestamptz,
  ADD COLUMN sla_due_at timestamptz,
  -- The earliest promise that is still to be kept.
  ADD COLUMN sla_next_due_at timestamptz,
  ADD COLUMN sla_warned_at timestamptz,
  ADD COLUMN sla_breached_at timestamptz;

-- Those in trouble, or that may get into it, in the order of the list: a page of the former is read off it, the moments being looked
-- at in the index. Of what is over only that is in it which failed, so it stays as small as the open work.
CREATE INDEX tickets_sla ON tickets (workspace_id, last_activity_at DESC, id DESC, sla_due_at, sla_warn_at)
  WHERE bucket = 'active' AND sla_warn_at IS NOT NULL;
CREATE INDEX tickets_next_due ON tickets (workspace_id, sla_next_due_at, id) WHERE bucket = 'active' AND sla_next_due_at IS NOT NULL;

CALL isolate_table('calendars');
CALL isolate_table('calendar_versions');
CALL isolate_table('sla_policies');
CALL isolate_table('sla_policy_versions');
CALL isolate_table('sla_runs');

GRANT SELECT, INSERT, UPDATE, DELETE ON calendars, sla_policies, sla_runs TO :app;
GRANT SELECT, INSERT ON calendar_versions, sla_policy_versions TO :app;
