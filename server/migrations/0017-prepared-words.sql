-- Words prepared before they are needed: canned responses and templates with files of their own, the words a desk does
-- not let out, and the index behind "what I wrote before".

-- Two admins may edit a desk at once; the second is told.
ALTER TABLE desks ADD COLUMN IF NOT EXISTS version int NOT NULL DEFAULT 1;

CREATE TABLE prepared_texts (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('canned', 'template')),
  title text NOT NULL,
  -- What is typed in the composer to find it; several texts may share one.
  shortcut text,
  folder text NOT NULL DEFAULT '',
  scope text NOT NULL CHECK (scope IN ('all', 'desk', 'team', 'own')),
  desk_id bigint,
  team_id bigint,
  owner_id bigint,
  -- A category of the desk, where the desk has some.
  category_id bigint,
  body jsonb NOT NULL,
  text text NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by bigint,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks,
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, owner_id) REFERENCES memberships,
  CHECK ((scope = 'desk') = (desk_id IS NOT NULL)),
  CHECK ((scope = 'team') = (team_id IS NOT NULL)),
  CHECK ((scope = 'own') = (owner_id IS NOT NULL)),
  CHECK (kind = 'canned' OR scope = 'desk')
);
CREATE INDEX prepared_texts_title ON prepared_texts (workspace_id, kind, lower(title), id);
CREATE INDEX prepared_texts_owner ON prepared_texts (workspace_id, owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX prepared_texts_team ON prepared_texts (workspace_id, team_id) WHERE team_id IS NOT NULL;

-- Each has a blob of its own: what becomes of the message a file came from does not touch it.
CREATE TABLE prepared_text_files (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  text_id bigint NOT NULL,
  blob_id bigint NOT NULL,
  filename text NOT NULL,
  content_type text NOT NULL,
  image_type text,
  size bigint NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, text_id) REFERENCES prepared_texts ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, blob_id) REFERENCES blobs
);
CREATE INDEX prepared_text_files_text ON prepared_text_files (workspace_id, text_id);
CREATE INDEX prepared_text_files_blob ON prepared_text_files (workspace_id, blob_id);

-- A row per person, so that nobody waits for anybody while counting.
CREATE TABLE prepared_text_uses (
  workspace_id int NOT NULL,
  text_id bigint NOT NULL,
  user_id bigint NOT NULL,
  uses int NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, text_id, user_id),
  FOREIGN KEY (workspace_id, text_id) REFERENCES prepared_texts ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

-- The whole list of a desk is one value: it is read at once and edited at once. A desk's settings hold the version too,
-- which the door reads anyway.
CREATE TABLE restricted_words (
  workspace_id int NOT NULL,
  desk_id bigint NOT NULL,
  version int NOT NULL,
  words jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by bigint,
  PRIMARY KEY (workspace_id, desk_id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks
);

-- The mail somebody is looking at before it is sent: one per person, for a frame that loads it by its address.
CREATE UNLOGGED TABLE mail_previews (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint,
  html text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

CREATE INDEX messages_written ON messages (workspace_id, author_id, id DESC)
  WHERE author_kind = 'agent' AND state = 'released' AND kind IN ('reply', 'note', 'resolution', 'hold');

CALL isolate_table('prepared_texts');
CALL isolate_table('prepared_text_files');
CALL isolate_table('prepared_text_uses');
CALL isolate_table('restricted_words');
CALL isolate_table('mail_previews');

GRANT SELECT, INSERT, UPDATE, DELETE ON prepared_texts, prepared_text_files, prepared_text_uses, restricted_words, mail_previews TO :app;
