-- Lifecycles with their versions (immutable once published), desks that work by them, and the addresses mail comes to.

CREATE TABLE lifecycles (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text NOT NULL,
  name text NOT NULL,
  built_in boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key)
);

CREATE TABLE lifecycle_versions (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  lifecycle_id bigint NOT NULL,
  version int NOT NULL,
  -- json, not jsonb: the order of the statuses is the order they are shown in.
  definition json NOT NULL,
  published_at timestamptz,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, lifecycle_id, version),
  FOREIGN KEY (workspace_id, lifecycle_id) REFERENCES lifecycles
);

CREATE FUNCTION keep_published_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published lifecycle version is immutable';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER published_versions_stay BEFORE UPDATE OR DELETE ON lifecycle_versions
  FOR EACH ROW EXECUTE FUNCTION keep_published_versions();

CREATE TABLE desks (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  lifecycle_version_id bigint NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  from_name text NOT NULL DEFAULT '',
  signature text NOT NULL DEFAULT '',
  reply_token text NOT NULL DEFAULT 'address' CHECK (reply_token IN ('address', 'message_id')),
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT business_now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name),
  FOREIGN KEY (workspace_id, lifecycle_version_id) REFERENCES lifecycle_versions
);
CREATE UNIQUE INDEX desks_default ON desks (workspace_id) WHERE is_default;

CREATE TABLE desk_members (
  workspace_id int NOT NULL,
  desk_id bigint NOT NULL,
  user_id bigint NOT NULL,
  -- NULL: the role's own permission decides whether all tickets of the desk are visible.
  view_all boolean,
  PRIMARY KEY (workspace_id, desk_id, user_id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks,
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);
CREATE INDEX desk_members_user ON desk_members (workspace_id, user_id);

CREATE TABLE mail_addresses (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  desk_id bigint NOT NULL,
  address text NOT NULL UNIQUE CHECK (address = lower(address)),
  kind text NOT NULL DEFAULT 'smtp' CHECK (kind IN ('smtp', 'imap')),
  is_primary boolean NOT NULL DEFAULT false,
  trusted_relays text[] NOT NULL DEFAULT '{}',
  trusted_authserv_id text,
  -- host, port, secure, user, folder; the password is sealed beside it.
  imap jsonb,
  imap_password_sealed bytea,
  imap_uid_validity bigint,
  imap_last_uid bigint,
  imap_error text,
  imap_checked_at timestamptz,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks
);

CREATE TABLE labels (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  colour text NOT NULL DEFAULT 'grey',
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX labels_name ON labels (workspace_id, lower(name));

CREATE TABLE contacts (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE contact_identities (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  contact_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('mail', 'phone', 'visitor', 'oidc')),
  value text NOT NULL,
  verified_at timestamptz,
  -- After a hard bounce nothing automatic is sent there any more.
  suppressed_at timestamptz,
  suppressed_why text,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, kind, value),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts
);
CREATE INDEX contact_identities_contact ON contact_identities (workspace_id, contact_id);

CALL isolate_table('lifecycles');
CALL isolate_table('lifecycle_versions');
CALL isolate_table('desks');
CALL isolate_table('desk_members');
CALL isolate_table('mail_addresses', '{mail_address,due_work}');
CALL isolate_table('labels');
CALL isolate_table('contacts');
CALL isolate_table('contact_identities');

-- The second way across: a mail address names its workspace.
CREATE FUNCTION workspace_of_mail_address(wanted text) RETURNS TABLE (workspace_id int, address_id bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.crossing', 'mail_address', true);
    RETURN QUERY SELECT a.workspace_id, a.id FROM mail_addresses a WHERE a.address = lower(wanted) AND a.removed_at IS NULL;
    PERFORM set_config('app.crossing', '', true);
  END $$;
