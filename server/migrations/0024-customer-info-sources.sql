-- Other systems that are asked about a customer. What they answer is kept nowhere.
CREATE TABLE customer_info_sources (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  -- Null: for every desk.
  desk_ids bigint[],
  use_for text NOT NULL CHECK (use_for IN ('tickets', 'search', 'both')),
  enabled boolean NOT NULL DEFAULT true,
  method text NOT NULL CHECK (method IN ('GET', 'POST')),
  url text NOT NULL,
  body text,
  auth_header text,
  auth_sealed bytea,
  timeout_seconds int NOT NULL CHECK (timeout_seconds BETWEEN 1 AND 10),
  fields jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  updated_by bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CHECK ((auth_header IS NULL) = (auth_sealed IS NULL))
);
CREATE UNIQUE INDEX customer_info_sources_name ON customer_info_sources (workspace_id, lower(name));

CALL isolate_table('customer_info_sources');

GRANT SELECT, INSERT, UPDATE, DELETE ON customer_info_sources TO :app;
