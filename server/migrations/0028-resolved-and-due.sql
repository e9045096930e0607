-- Lists and numbers that had no index of their own, and service levels applied to open tickets one by one.

-- What was resolved since a moment. An entry is added when a ticket is resolved: that changes its status, which other indexes
-- hold as well, so no update becomes dearer that was cheap before.
CREATE INDEX tickets_resolved_at ON tickets (workspace_id, desk_id, resolved_at) WHERE resolved_at IS NOT NULL;

-- Those on which something broke; the others go on.
ALTER TABLE sla_runs ADD COLUMN failed int NOT NULL DEFAULT 0;
