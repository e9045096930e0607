-- Sessions end by the database's own clock: moving business time forward must neither sign anybody out nor keep a
-- stolen session alive.
CREATE OR REPLACE FUNCTION workspace_of_credential(kind text, hash bytea)
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

ALTER TABLE sessions
  ALTER COLUMN created_at SET DEFAULT clock_timestamp(),
  ALTER COLUMN last_seen_at SET DEFAULT clock_timestamp();
ALTER TABLE sign_in_attempts ALTER COLUMN at SET DEFAULT clock_timestamp();

-- When a connection was found lost; cleared when the person is seen again. `seen_at` NULL: presence hangs on no connection.
ALTER TABLE memberships ADD COLUMN connection_lost_at timestamptz;
CREATE INDEX memberships_online ON memberships (workspace_id, seen_at) WHERE presence = 'online' AND connection_lost_at IS NULL;
