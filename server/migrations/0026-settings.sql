-- What admins set up: a desk's own way out for its mail, versions for what two people may edit at once, and what a setting
-- was before it was changed.

ALTER TABLE desks
  -- host, port, security, user; the password is sealed beside it. NULL: the installation's relay.
  ADD COLUMN relay jsonb,
  ADD COLUMN relay_password_sealed bytea;

ALTER TABLE memberships ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE teams ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE labels ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE api_keys ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE mail_addresses ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE webhooks ADD COLUMN version int NOT NULL DEFAULT 1;

-- NULL: nobody kept what it was.
ALTER TABLE settings_log ADD COLUMN former jsonb;
CREATE INDEX settings_log_person ON settings_log (workspace_id, user_id, id DESC);
CREATE INDEX settings_log_subject ON settings_log (workspace_id, subject, subject_id, id DESC);
CREATE INDEX settings_log_time ON settings_log (workspace_id, at);
