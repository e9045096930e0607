-- The page of a ticket asks for its survey.
CREATE INDEX surveys_ticket ON surveys (workspace_id, ticket_id, id DESC);

-- The unassigned of several desks in the order of the list, without a sort.
DROP INDEX tickets_unassigned;
CREATE INDEX tickets_unassigned ON tickets (workspace_id, last_activity_at DESC, id DESC)
  WHERE bucket = 'active' AND assignee_id IS NULL AND category IN ('new', 'open', 'waiting', 'transferred');
