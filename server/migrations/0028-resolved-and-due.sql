-- Lists and numbers that had no index of their own.

-- What was resolved since a moment. An entry is added when a ticket is resolved: that changes its status, which other indexes
-- hold as well, so no update becomes dearer that was cheap before.
CREATE INDEX tickets_resolved_at ON tickets (workspace_id, desk_id, resolved_at) WHERE resolved_at IS NOT NULL;
