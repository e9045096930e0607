-- Search. One small document per message, and one per ticket for its head. Documents lie in slices of 500, of 10,000 and
-- of 200,000 tickets, so that the newest matches are found without touching all of them. The functions run as the owner
-- and read app.workspace themselves: operators that are not leakproof lose their index under a policy.

-- No foreign key: its check would wait for whoever works on the ticket, and keep them waiting.
CREATE TABLE message_search (
  workspace_id int NOT NULL,
  -- The message; for the head of a ticket, its id below zero.
  message_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  thin_slice int NOT NULL GENERATED ALWAYS AS ((ticket_id / 500)::int) STORED,
  slice int NOT NULL GENERATED ALWAYS AS ((ticket_id / 10000)::int) STORED,
  wide_slice int NOT NULL GENERATED ALWAYS AS ((ticket_id / 200000)::int) STORED,
  is_public boolean NOT NULL,
  document tsvector NOT NULL,
  PRIMARY KEY (workspace_id, message_id)
);
-- Without the pending list: a search would have to read it from end to end.
CREATE INDEX message_search_words ON message_search USING gin (workspace_id, thin_slice, slice, wide_slice, document) WITH (fastupdate = off);
CREATE INDEX message_search_ticket ON message_search (workspace_id, ticket_id);

-- Every word that some document holds, to complete what is being typed and to find what is spelled almost alike.
CREATE TABLE search_words (
  workspace_id int NOT NULL REFERENCES workspaces,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, word)
);
CREATE INDEX search_words_spelling ON search_words USING gin (workspace_id, word gin_trgm_ops);

-- What the index does not show yet. Without a message: the head, and the title in all messages of the ticket.
CREATE TABLE search_queue (
  workspace_id int NOT NULL REFERENCES workspaces,
  id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  message_id bigint,
  PRIMARY KEY (workspace_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CALL isolate_table('message_search');
CALL isolate_table('search_words');
CALL isolate_table('search_queue', '{due_work}');

-- With separate roles the owner sees every row, so that the indexes serve; the functions below filter by workspace.
DO $$ BEGIN
  IF current_user <> ':app' THEN
    EXECUTE format('CREATE POLICY owner_searches ON message_search FOR SELECT TO %I USING (true)', current_user);
    EXECUTE format('CREATE POLICY owner_searches ON search_words FOR SELECT TO %I USING (true)', current_user);
  END IF;
END $$;

-- Ids of tickets below `before_ticket` with a document that matches, newest first, at most `most`. Who asks as the
-- public reader finds what is public and nothing else, whatever the caller says.
--
-- A frequent word fills the page from the newest thin slices, a rarer one from wider ones, and only what is rare
-- everywhere asks the whole index: each step reads few rows. The values are written into the text because a plan made
-- for unknown words may walk the primary key and read every document.
CREATE FUNCTION search_messages(query text, before_ticket bigint, most int) RETURNS TABLE (ticket_id bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = on SET jit = off
  AS $$
  DECLARE
    ws constant int := current_setting('app.workspace')::int;
    words constant text := quote_literal(query::tsquery::text) || '::tsquery';
    readable constant text := CASE WHEN current_setting('role') = ':reader' THEN ' AND m.is_public' ELSE '' END;
    newest bigint;
    -- Tickets from here on are searched already.
    bound bigint;
    step int := 0;
    level int;
    width bigint;
    place text;
    low bigint;
    page bigint[];
    found int := 0;
  BEGIN
    SELECT max(m.ticket_id) INTO newest FROM message_search m WHERE m.workspace_id = ws;
    IF newest IS NULL THEN RETURN; END IF;
    -- Until the function ends, which has this setting among its own.
    PERFORM set_config('enable_indexscan', 'off', true);
    bound := LEAST(newest + 1, before_ticket);
    WHILE bound > 0 AND found < most LOOP
      step := step + 1;
      IF step <= 9 THEN
        level := (step + 2) / 3;
        width := (ARRAY[500, 10000, 200000])[level];
        low := (bound - 1) / width * width;
        place := format(' AND m.%I = %s', (ARRAY['thin_slice', 'slice', 'wide_slice'])[level], low / width);
      ELSE
        low := 0;
        place := '';
      END IF;
      EXECUTE format(
        'SELECT array_agg(t) FROM (SELECT DISTINCT m.ticket_id AS t FROM message_search m
          WHERE m.workspace_id = %s%s AND m.document @@ %s%s AND m.ticket_id < %s ORDER BY 1 DESC LIMIT %s) x',
        ws, place, words, readable, bound, most - found) INTO page;
      IF page IS NOT NULL THEN
        RETURN QUERY SELECT unnest(page);
        found := found + cardinality(page);
      END IF;
      bound := low;
    END LOOP;
  END $$;

-- Words spelled almost like this one, the most alike first.
CREATE FUNCTION search_similar_words(word text, most int) RETURNS TABLE (similar_word text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off
  AS $$ BEGIN
    PERFORM set_config('pg_trgm.similarity_threshold', '0.3', true);
    RETURN QUERY EXECUTE format(
      'SELECT w.word::text FROM search_words w WHERE w.workspace_id = %s AND w.word %% %L ORDER BY similarity(w.word, %L) DESC, w.word LIMIT %s',
      current_setting('app.workspace')::int, word, word, most);
  END $$;

-- Those of these words that a document still holds.
CREATE FUNCTION search_words_in_use(words text[]) RETURNS TABLE (used_word text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = off SET jit = off
  AS $$
  DECLARE
    ws constant int := current_setting('app.workspace')::int;
    word text;
    held boolean;
  BEGIN
    FOREACH word IN ARRAY words LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM message_search m WHERE m.workspace_id = %s AND m.document @@ %L::tsquery)',
        ws, quote_literal(word)) INTO held;
      IF held THEN used_word := word; RETURN NEXT; END IF;
    END LOOP;
  END $$;

REVOKE ALL ON FUNCTION search_messages, search_similar_words, search_words_in_use FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_messages TO :app, :reader;
GRANT EXECUTE ON FUNCTION search_similar_words, search_words_in_use TO :app;
