-- As before, in other steps. The newest slices tell how many matches are to be expected: few in all, and the words alone
-- are asked, which reads little; many, and wide slices follow each other until the page is full. A large workspace is no
-- longer part of what the index is asked: its postings were walked once for every candidate.
CREATE OR REPLACE FUNCTION search_messages(query text, before_ticket bigint, most int) RETURNS TABLE (ticket_id bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = on SET jit = off
  AS $$
  DECLARE
    ws constant int := current_setting('app.workspace')::int;
    words constant text := quote_literal(query::tsquery::text) || '::tsquery';
    readable constant text := CASE WHEN current_setting('role') = ':reader' THEN ' AND m.is_public' ELSE '' END;
    -- Fewer in the newest slices than this: there are some hundred in all, or fewer.
    few constant int := 8;
    steps constant int := 6;
    own text;
    newest bigint;
    -- Tickets from here on are searched already.
    bound bigint;
    step int := 0;
    width bigint;
    place text;
    low bigint;
    page bigint[];
    found int := 0;
  BEGIN
    SELECT max(m.ticket_id) INTO newest FROM message_search m WHERE m.workspace_id = ws;
    IF newest IS NULL THEN RETURN; END IF;
    SELECT format(CASE WHEN sum(c.n) > (SELECT reltuples FROM pg_class WHERE oid = 'tickets'::regclass) / 10
      THEN ' AND m.workspace_id + 0 = %s' ELSE ' AND m.workspace_id = %s' END, ws)
      INTO own FROM count_totals c WHERE c.workspace_id = ws;
    -- Until the function ends, which has this setting among its own.
    PERFORM set_config('enable_indexscan', 'off', true);
    bound := LEAST(newest + 1, before_ticket);
    WHILE bound > 0 AND found < most LOOP
      step := step + 1;
      IF step <= steps OR found >= few THEN
        width := CASE WHEN step <= 3 THEN 500 WHEN step <= steps THEN 10000 ELSE 200000 END;
        low := (bound - 1) / width * width;
        place := format(' AND m.%I = %s', CASE WHEN step <= 3 THEN 'thin_slice' WHEN step <= steps THEN 'slice' ELSE 'wide_slice' END, low / width);
      ELSE
        low := 0;
        place := '';
      END IF;
      EXECUTE format(
        'SELECT array_agg(t) FROM (SELECT DISTINCT m.ticket_id AS t FROM message_search m
          WHERE m.document @@ %s%s%s%s AND m.ticket_id < %s ORDER BY 1 DESC LIMIT %s) x',
        words, own, place, readable, bound, most - found) INTO page;
      IF page IS NOT NULL THEN
        RETURN QUERY SELECT unnest(page);
        found := found + cardinality(page);
      END IF;
      bound := low;
    END LOOP;
  END $$;
