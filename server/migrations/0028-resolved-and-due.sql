-- Lists and numbers that had no index of their own, and service levels applied to open tickets one by one.

-- What was resolved since a moment. An entry is added when a ticket is resolved: that changes its status, which other indexes
-- hold as well, so no update becomes dearer that was cheap before.
CREATE INDEX tickets_resolved_at ON tickets (workspace_id, desk_id, resolved_at) WHERE resolved_at IS NOT NULL;

-- Those on which something broke; the others go on.
ALTER TABLE sla_runs ADD COLUMN failed int NOT NULL DEFAULT 0;

-- What is due next on a desk, and of what one person has: beside `tickets_next_due`, which is for whoever sees every desk. They
-- hold only what is open and promised, and change only when `tickets_next_due` changes as well.
CREATE INDEX tickets_desk_due ON tickets (workspace_id, desk_id, sla_next_due_at, id) WHERE bucket = 'active' AND sla_next_due_at IS NOT NULL;
CREATE INDEX tickets_assignee_due ON tickets (workspace_id, assignee_id, sla_next_due_at, id)
  WHERE bucket = 'active' AND sla_next_due_at IS NOT NULL AND assignee_id IS NOT NULL;
