import type { SystemLine } from '../../lifecycle/index.ts'

/** Lines that nobody wrote. Public ones are read by the customer as well. */
export const systemLineText: Record<SystemLine, { text: string; isPublic: boolean }> = {
  closed_as_scheduled: { text: 'The ticket was closed as scheduled.', isPublic: true },
  closure_requested: { text: 'The customer asked to close this ticket.', isPublic: true },
  back_in_progress: { text: 'The ticket is back in progress.', isPublic: false },
  closed_after_confirmation: { text: 'Closed after the customer confirmed.', isPublic: false },
  went_idle: { text: 'The customer has been silent; the conversation is idle.', isPublic: false },
  assignee_left: { text: 'The assignee went away; the conversation waits for another agent.', isPublic: false },
}
