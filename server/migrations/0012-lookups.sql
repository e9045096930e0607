-- The page of a ticket asks for its survey.
CREATE INDEX surveys_ticket ON surveys (workspace_id, ticket_id, id DESC);
