-- Mail in: raw first, sealed. Mail out: one row per envelope recipient, with every attempt.

CREATE TABLE raw_mails (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  address_id bigint NOT NULL,
  source text NOT NULL CHECK (source IN ('smtp', 'imap')),
  mail_message_id text NOT NULL DEFAULT '',
  content_hash bytea NOT NULL,
  received_at timestamptz NOT NULL,
  size bigint NOT NULL,
  -- mail from, recipients, helo, remote address, imap uid
  envelope jsonb NOT NULL,
  key_id text NOT NULL,
  sealed bytea NOT NULL,
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'processed', 'quarantined')),
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  error text,
  -- What came of it: message, follow_up, ignored_own, bounce_recorded, …
  outcome text,
  ticket_id bigint,
  message_id bigint,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, address_id) REFERENCES mail_addresses
);
ALTER TABLE raw_mails ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX raw_mails_once ON raw_mails (workspace_id, address_id, md5(mail_message_id), content_hash);
CREATE INDEX raw_mails_waiting ON raw_mails (next_attempt_at) WHERE state = 'received';
CREATE INDEX raw_mails_quarantined ON raw_mails (workspace_id, id DESC) WHERE state = 'quarantined';

CREATE TABLE outbox (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  message_id bigint NOT NULL,
  address_id bigint,
  contact_id bigint,
  mail_from text NOT NULL,
  recipient text NOT NULL,
  role text NOT NULL CHECK (role IN ('to', 'cc', 'bcc')),
  automatic boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'uncertain', 'suppressed')),
  attempts int NOT NULL DEFAULT 0,
  uncertain_attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  lease_until timestamptz,
  last_response text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, message_id, recipient),
  FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets,
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state IN ('waiting', 'sending', 'uncertain');
CREATE INDEX outbox_ticket ON outbox (workspace_id, ticket_id, id);
CREATE INDEX outbox_newest ON outbox (workspace_id, state, id DESC);

CREATE TABLE outbox_attempts (
  workspace_id int NOT NULL,
  outbox_id bigint NOT NULL,
  n int NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text,
  code int,
  response text,
  PRIMARY KEY (workspace_id, outbox_id, n),
  FOREIGN KEY (workspace_id, outbox_id) REFERENCES outbox
);

-- Automatic mails, counted per thread and per domain, so that two machines never talk to each other for long.
CREATE TABLE automatic_mails (
  workspace_id int NOT NULL REFERENCES workspaces,
  ticket_id bigint NOT NULL,
  domain text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX automatic_mails_ticket ON automatic_mails (workspace_id, ticket_id, at);
CREATE INDEX automatic_mails_domain ON automatic_mails (workspace_id, domain, at);

CALL isolate_table('raw_mails', '{due_work}');
CALL isolate_table('outbox', '{due_work}');
CALL isolate_table('outbox_attempts');
CALL isolate_table('automatic_mails');
