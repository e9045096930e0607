-- Views that people keep for themselves or share: a name and a condition over tickets.
CREATE TABLE saved_views (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  name text NOT NULL,
  condition jsonb NOT NULL,
  is_shared boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);
CREATE INDEX saved_views_person ON saved_views (workspace_id, user_id);
CREATE INDEX saved_views_shared ON saved_views (workspace_id) WHERE is_shared;

CALL isolate_table('saved_views');

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO :app;
