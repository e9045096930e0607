import { named } from './helpers.ts'

export const lines = {
  /** What the desk itself says in a conversation, by the key of the line. */
  systemLines: named({
    closed_as_scheduled: 'The ticket was closed as scheduled.',
    closure_requested: 'The customer asked to close this ticket.',
    back_in_progress: 'The ticket is back in progress.',
    closed_after_confirmation: 'Closed after the customer confirmed.',
    went_idle: 'The customer has been silent; the conversation is idle.',
    assignee_left: 'The assignee went away; the conversation waits for another agent.',
  }),
  lineOf: {
    merged: (reference: string) => `${reference} was merged into this ticket.`,
    merged_into: (reference: string) => `Merged into ${reference}.`,
    unmerged: (reference: string) => `The merge of ${reference} was taken back.`,
    escalated: (reason: string) => `Escalated: ${reason}`,
    cameBack: (address: string, reason: string) => `The mail to ${address} came back: ${reason}`,
    delayed: (address: string, reason: string) => `The mail to ${address} is delayed: ${reason}`,
  },
}
