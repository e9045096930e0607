-- Workspaces, the people who work in them, and the way in. Every table that belongs to a workspace names it first in
-- its key and is isolated by row level security (see isolate_table below). :app is the role the product works as.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Business time is database time plus an offset that development and tests may move; a host's clock never decides.
CREATE TABLE clock (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  offset_seconds bigint NOT NULL DEFAULT 0
);
INSERT INTO clock DEFAULT VALUES;

CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT clock_timestamp() + make_interval(secs => offset_seconds) FROM clock $$;

-- Turns row level security on for one table. A function that must cross workspaces sets app.crossing to its own name;
-- only the tables that name it here let it through.
CREATE PROCEDURE isolate_table(target regclass, crossing text[] DEFAULT '{}') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY workspace ON %s USING (workspace_id = NULLIF(current_setting(''app.workspace'', true), '''')::int)', target);
  IF cardinality(crossing) > 0 THEN
    EXECUTE format('CREATE POLICY crossing ON %s FOR SELECT USING (current_setting(''app.crossing'', true) = ANY (%L::text[]))', target, crossing);
  END IF;
END $$;

CREATE TABLE workspaces (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  reference_prefix text NOT NULL DEFAULT 'TKT' CHECK (reference_prefix ~ '^[A-Z][A-Z0-9]{0,9}$'),
  created_at timestamptz NOT NULL DEFAULT business_now()
);

CREATE TABLE setup_links (
  token_hash bytea PRIMARY KEY,
  token_sealed bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  used_at timestamptz
);

-- A person who signs in, or the service behind an API key (no mail address). One per installation.
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text,
  is_service boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT business_now()
);

CREATE TABLE roles (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text NOT NULL,
  name text NOT NULL,
  acts_as text NOT NULL CHECK (acts_as IN ('agent', 'admin')),
  permissions text[] NOT NULL,
  built_in boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key)
);

CREATE TABLE memberships (
  workspace_id int NOT NULL REFERENCES workspaces,
  user_id bigint NOT NULL REFERENCES users,
  role_id bigint NOT NULL,
  name text NOT NULL,
  presence text NOT NULL DEFAULT 'offline' CHECK (presence IN ('online', 'away', 'offline')),
  presence_at timestamptz NOT NULL DEFAULT business_now(),
  -- NULL: presence hangs on no connection.
  seen_at timestamptz,
  -- When the connection was found lost; cleared when the person is seen again.
  connection_lost_at timestamptz,
  capacity int NOT NULL DEFAULT 5 CHECK (capacity BETWEEN 0 AND 1000),
  signature text NOT NULL DEFAULT '',
  zone text NOT NULL DEFAULT 'UTC',
  preferences jsonb NOT NULL DEFAULT '{}',
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, role_id) REFERENCES roles
);
CREATE INDEX memberships_user ON memberships (user_id);
CREATE INDEX memberships_online ON memberships (workspace_id, seen_at) WHERE presence = 'online' AND connection_lost_at IS NULL;

CREATE TABLE teams (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
);

CREATE TABLE team_members (
  workspace_id int NOT NULL,
  team_id bigint NOT NULL,
  user_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, team_id, user_id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES teams ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);
CREATE INDEX team_members_user ON team_members (workspace_id, user_id);

-- Sessions end by the database's own clock: moving business time must neither sign anybody out nor keep a stolen
-- session alive.
CREATE TABLE sessions (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  user_agent text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);
CREATE INDEX sessions_user ON sessions (workspace_id, user_id);

CREATE TABLE api_keys (
  workspace_id int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  hint text NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

-- Failed sign-ins, counted per account and per address, so that guessing slows down.
CREATE TABLE sign_in_attempts (
  subject text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_attempts_subject ON sign_in_attempts (subject, at);

CREATE TABLE idempotency_keys (
  workspace_id int NOT NULL REFERENCES workspaces,
  actor_id bigint NOT NULL,
  key text NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  body_hash bytea NOT NULL,
  status int,
  response text,
  created_at timestamptz NOT NULL DEFAULT business_now(),
  PRIMARY KEY (workspace_id, actor_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (workspace_id, created_at);

-- Work that happens after a commit: indexing, folding counters, migrations of lifecycles.
CREATE TABLE jobs (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  run_at timestamptz NOT NULL DEFAULT business_now(),
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  dead_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE dead_at IS NULL;

-- What an admin changed in the settings.
CREATE TABLE settings_log (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  user_id bigint,
  at timestamptz NOT NULL DEFAULT business_now(),
  subject text NOT NULL,
  subject_id bigint,
  change jsonb NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CALL isolate_table('roles', '{credential}');
CALL isolate_table('memberships', '{credential}');
CALL isolate_table('teams');
CALL isolate_table('team_members');
CALL isolate_table('sessions', '{credential}');
CALL isolate_table('api_keys', '{credential}');
CALL isolate_table('idempotency_keys');
CALL isolate_table('jobs', '{due_work}');
CALL isolate_table('settings_log');

-- The first of the three ways across workspaces: a credential names its workspace.
CREATE FUNCTION workspace_of_credential(kind text, hash bytea)
  RETURNS TABLE (workspace_id int, user_id bigint, credential_id bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.crossing', 'credential', true);
    RETURN QUERY
      SELECT s.workspace_id, s.user_id, s.id FROM sessions s WHERE kind = 'session' AND s.token_hash = hash AND s.expires_at > clock_timestamp()
      UNION ALL
      SELECT k.workspace_id, k.user_id, k.id FROM api_keys k WHERE kind = 'api_key' AND k.token_hash = hash AND k.revoked_at IS NULL;
    PERFORM set_config('app.crossing', '', true);
  END $$;

CREATE FUNCTION workspaces_of_user(who bigint) RETURNS TABLE (workspace_id int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.crossing', 'credential', true);
    RETURN QUERY SELECT m.workspace_id FROM memberships m WHERE m.user_id = who AND m.disabled_at IS NULL ORDER BY 1;
    PERFORM set_config('app.crossing', '', true);
  END $$;

-- References count up per workspace from a sequence of its own, so that no row lock is held over a commit.
CREATE FUNCTION create_reference_sequence(workspace int) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN
    EXECUTE format('CREATE SEQUENCE ticket_numbers_%s', workspace);
    EXECUTE format('GRANT USAGE ON SEQUENCE ticket_numbers_%s TO %I', workspace, ':app');
  END $$;
