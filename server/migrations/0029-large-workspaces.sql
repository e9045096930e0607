-- What stays quick in a large workspace: people found by a part of their name, address or number, and tickets that were merged.

-- Without the pending list: a search would have to read it from end to end.
CREATE INDEX contacts_name_parts ON contacts USING gin (workspace_id, name gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX contact_identities_parts ON contact_identities USING gin (workspace_id, value gin_trgm_ops) WITH (fastupdate = off)
  WHERE kind IN ('mail', 'phone');

-- With separate roles the owner sees every row, so that the indexes serve; the function filters by workspace.
DO $$ BEGIN
  IF current_user <> ':app' THEN
    EXECUTE format('CREATE POLICY owner_searches ON contacts FOR SELECT TO %I USING (true)', current_user);
    EXECUTE format('CREATE POLICY owner_searches ON contact_identities FOR SELECT TO %I USING (true)', current_user);
  END IF;
END $$;

-- Contacts with `part`, a pattern of ILIKE without its ends, in the name, an address or a number: the newest first, at most `most`.
--
-- What many have fills the page from the newest ones; only what is rare asks the indexes. They know words of three characters
-- and beginnings of words: a shorter part is found anywhere among the newest, further back where a word begins.
CREATE FUNCTION search_contacts(part text, most int) RETURNS TABLE (contact_id bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off
  AS $$
  DECLARE
    ws constant int := current_setting('app.workspace')::int;
    anywhere constant text := '%' || part || '%';
    is_short constant boolean := char_length(part) < 3;
    low bigint;
    page bigint[];
  BEGIN
    SELECT min(r.id), (array_agg(r.id ORDER BY r.id DESC) FILTER (WHERE r.fits))[:most] INTO low, page FROM (
      SELECT c.id, c.name ILIKE anywhere OR (SELECT bool_or(i.value ILIKE anywhere) FROM contact_identities i
          WHERE i.workspace_id = ws AND i.contact_id = c.id AND i.kind IN ('mail', 'phone')) AS fits
      FROM contacts c WHERE c.workspace_id = ws ORDER BY c.id DESC LIMIT 2000) r;
    RETURN QUERY SELECT unnest(page);
    most := most - COALESCE(cardinality(page), 0);
    IF most <= 0 THEN RETURN; END IF;
    RETURN QUERY EXECUTE format(
      'SELECT x.id FROM (
         SELECT c.id FROM contacts c WHERE c.workspace_id = %1$s AND c.id < %2$s AND (c.name ILIKE %3$L OR c.name ILIKE %4$L)
         UNION
         SELECT i.contact_id FROM contact_identities i
          WHERE i.workspace_id = %1$s AND i.contact_id < %2$s AND i.kind IN (''mail'', ''phone'') AND i.value ILIKE %3$L) x
       ORDER BY 1 DESC LIMIT %5$s',
      ws, COALESCE(low, 0), CASE WHEN is_short THEN part || '%' ELSE anywhere END, CASE WHEN is_short THEN '% ' || part || '%' ELSE anywhere END, most);
  END $$;

REVOKE ALL ON FUNCTION search_contacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_contacts TO :app;

-- Nearly always the ticket itself and no other; a thousand, which is taken for granted, would lead to reading all of them.
ALTER FUNCTION merged_here(int, bigint) ROWS 2;
