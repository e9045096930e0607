-- What tickets of a desk are about: its types, inquiry types, fields and categories, and what tickets hold of them.
CREATE TABLE form_items (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  desk_id bigint NOT NULL,
  part text NOT NULL CHECK (part IN ('type', 'inquiry_type', 'field', 'category')),
  -- Of types: what tickets hold. The types every desk starts with have a row only once somebody changed the list.
  key text,
  parent_id bigint,
  -- Of categories: the ids from the top down to itself.
  path bigint[] NOT NULL DEFAULT '{}',
  name jsonb NOT NULL,
  -- Of fields: kind, help, options, whom it is asked of. The kind never changes.
  content jsonb NOT NULL DEFAULT '{}',
  position int NOT NULL,
  version int NOT NULL DEFAULT 1,
  -- Nothing is deleted: old tickets stay readable.
  retired_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks,
  FOREIGN KEY (workspace_id, parent_id) REFERENCES form_items
);
CREATE UNIQUE INDEX form_items_key ON form_items (workspace_id, desk_id, key) WHERE key IS NOT NULL;
CREATE INDEX form_items_desk ON form_items (workspace_id, desk_id, part, position);

CALL isolate_table('form_items');

GRANT SELECT, INSERT, UPDATE, DELETE ON form_items TO :app;
GRANT USAGE ON SEQUENCE form_items_id_seq TO :app;

ALTER TABLE tickets DROP CONSTRAINT tickets_type_check;
ALTER TABLE tickets
  ADD COLUMN inquiry_type_id bigint,
  ADD COLUMN processing_category_id bigint,
  -- Values by the id of their field.
  ADD COLUMN fields jsonb NOT NULL DEFAULT '{}';

-- Desks of contact centres that are there already; new ones start so by their lifecycle. The owner crosses workspaces for it.
ALTER TABLE desks NO FORCE ROW LEVEL SECURITY;
ALTER TABLE lifecycles NO FORCE ROW LEVEL SECURITY;
ALTER TABLE lifecycle_versions NO FORCE ROW LEVEL SECURITY;
UPDATE desks d SET settings = d.settings || '{"chooseChannel": false}'
  FROM lifecycle_versions v JOIN lifecycles l ON l.workspace_id = v.workspace_id AND l.id = v.lifecycle_id
  WHERE v.workspace_id = d.workspace_id AND v.id = d.lifecycle_version_id AND l.key = 'contact-center' AND l.built_in;
ALTER TABLE desks FORCE ROW LEVEL SECURITY;
ALTER TABLE lifecycles FORCE ROW LEVEL SECURITY;
ALTER TABLE lifecycle_versions FORCE ROW LEVEL SECURITY;
