-- What an agent passes on to somebody else is between staff and them: the customer reads it nowhere.

ALTER TABLE messages DROP CONSTRAINT messages_audience_check;
ALTER TABLE messages ADD CONSTRAINT messages_audience_check
  CHECK (audience IN ('public', 'staff', 'pending', 'unverified', 'third_party')) NOT VALID;
ALTER TABLE messages VALIDATE CONSTRAINT messages_audience_check;

-- Only the mail that passes it on reads it, while it is written: whoever writes it names it.
DROP POLICY public_and_released ON messages;
CREATE POLICY public_and_released ON messages AS RESTRICTIVE FOR SELECT TO :reader
  USING (state = 'released' AND (audience = 'public'
    OR audience = 'third_party' AND id = NULLIF(current_setting('app.passed_on', true), '')::bigint));

-- What was passed on before: its event follows the one that says that the message is there, or left.
-- The owner is under the policies as well, and this is about every workspace.
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE search_queue NO FORCE ROW LEVEL SECURITY;
WITH passed_on AS (
  UPDATE messages m SET audience = 'third_party'
  FROM events forwarded
  JOIN events said ON said.workspace_id = forwarded.workspace_id AND said.ticket_id = forwarded.ticket_id AND said.seq = forwarded.seq - 1
  WHERE forwarded.type = 'message.forwarded' AND said.type IN ('message.added', 'message.released')
    AND m.workspace_id = said.workspace_id AND m.id = (said.data ->> 'message')::bigint AND m.kind = 'reply' AND m.audience = 'public'
  RETURNING m.workspace_id, m.ticket_id, m.id)
INSERT INTO search_queue (workspace_id, ticket_id, message_id) SELECT workspace_id, ticket_id, id FROM passed_on;
ALTER TABLE search_queue FORCE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
