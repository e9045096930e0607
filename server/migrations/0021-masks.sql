-- Words that staff masked. Messages and tickets hold asterisks; what stood there is sealed here.

-- `masks` of a message tells the screen where asterisks stand in its text; it is NULL where nothing is masked. `revision` goes
-- up with every change of its words, so that positions are never applied to other words than those they were made for.
ALTER TABLE messages ADD COLUMN revision int NOT NULL DEFAULT 1, ADD COLUMN masks jsonb;

-- How many rows of masked_words there are: most tickets have none and need not look.
ALTER TABLE tickets ADD COLUMN masked_words int NOT NULL DEFAULT 0;

-- Words that are masked in everything of a ticket, also in what will be said.
CREATE TABLE masked_words (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  key_id text NOT NULL,
  sealed bytea NOT NULL,
  masked_by bigint,
  masked_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets
);
CREATE INDEX masked_words_ticket ON masked_words (workspace_id, ticket_id);

CREATE TABLE masks (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  -- Of a message, or of a ticket's own words: its title and its resolution.
  message_id bigint,
  ticket_id bigint,
  -- The words that were asked for everywhere, where that is how it came.
  words_id bigint,
  -- [block, part of it, from, to, asterisks]: positions in the words as they were.
  places jsonb NOT NULL,
  key_id text NOT NULL,
  sealed bytea NOT NULL,
  masked_by bigint,
  masked_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  CHECK ((message_id IS NULL) <> (ticket_id IS NULL))
);
CREATE INDEX masks_message ON masks (workspace_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX masks_ticket ON masks (workspace_id, ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX masks_words ON masks (workspace_id, words_id) WHERE words_id IS NOT NULL;

CALL isolate_table('masked_words');
CALL isolate_table('masks');

GRANT SELECT, INSERT, UPDATE, DELETE ON masked_words, masks TO :app;
GRANT USAGE ON SEQUENCE masked_words_id_seq, masks_id_seq TO :app;
