-- Finding tickets: which fields each desk offers to search by and which each agent chose of them, the order of saved
-- views, when a customer last wrote, and indexes for lists that had none of their own.

ALTER TABLE saved_views ADD COLUMN place int NOT NULL DEFAULT 0;

-- What a desk does not offer; everything else it does, also what is added later.
CREATE TABLE desk_search_fields (
  workspace_id int NOT NULL,
  desk_id bigint NOT NULL,
  withheld text[] NOT NULL,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, desk_id),
  FOREIGN KEY (workspace_id, desk_id) REFERENCES desks
);

CREATE TABLE chosen_search_fields (
  workspace_id int NOT NULL,
  user_id bigint NOT NULL,
  fields text[] NOT NULL,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES memberships
);

CALL isolate_table('desk_search_fields');
CALL isolate_table('chosen_search_fields');
GRANT SELECT, INSERT, UPDATE, DELETE ON desk_search_fields, chosen_search_fields TO :app;

ALTER TABLE tickets ADD COLUMN last_customer_message_at timestamptz;
-- The owner is under the policies as well, and this is about every workspace.
ALTER TABLE tickets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
UPDATE tickets t SET last_customer_message_at = m.at
FROM (SELECT workspace_id, ticket_id, max(at) AS at FROM messages WHERE author_kind = 'contact' AND audience = 'public' GROUP BY 1, 2) m
WHERE m.workspace_id = t.workspace_id AND m.ticket_id = t.id;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
ALTER TABLE tickets FORCE ROW LEVEL SECURITY;

-- The tabs of one's own tickets: each status in the order of the list. Creating a ticket, which nobody has, does not touch it.
CREATE INDEX tickets_assignee_status ON tickets (workspace_id, assignee_id, status, last_activity_at DESC, id DESC)
  WHERE bucket = 'active' AND assignee_id IS NOT NULL;
-- What a person finished, as the two views of it ask: an equals sign would be rewritten for the person asked for, and
-- no longer be the one of the index. It takes the place of an index that no list used.
DROP INDEX tickets_resolved_by;
CREATE INDEX tickets_finished ON tickets (workspace_id, assignee_id, category, last_activity_at DESC, id DESC)
  WHERE bucket = 'active' AND (category = 'resolved' AND resolved_by IS NOT DISTINCT FROM assignee_id OR category = 'closed' AND completed_by IS NOT NULL);
-- Few tickets are with somebody else at a time, so that this costs next to nothing to keep.
CREATE INDEX tickets_transferred ON tickets (workspace_id, last_activity_at DESC, id DESC) WHERE bucket = 'active' AND category = 'transferred';
