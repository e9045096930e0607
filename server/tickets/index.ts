import './effects.ts'

export { assignTicket } from './assign.ts'
export { countDrift } from './count-drift.ts'
export { contentRoutes } from './content.routes.ts'
export { type CreatedTicket, createTicketIn, type CreateTicketInput, takeForTicket } from './create-ticket.ts'
export { type CustomerMessageInput, customerWrites } from './customer-writes.ts'
export { changeTicket } from './change-ticket.ts'
export { type Door } from './door.ts'
export { editTicket } from './edit-ticket.ts'
export { findTicket } from './find-ticket.ts'
export { lifecycleMigrationRoutes } from './lifecycle-migration.routes.ts'
export { countMatching } from './list-tickets.ts'
export { mergeTickets } from './merge-tickets.ts'
export { messageRoutes } from './messages.routes.ts'
export {
  customerAsks,
  escalateTicket,
  holdTicket,
  moveTicket,
  resolveInternally,
  resolveTicket,
  scheduleClosure,
  setStatus,
  trackerReports,
} from './move-ticket.ts'
export { noteDelivery } from './note-delivery.ts'
export { runTimers } from './run-timer.ts'
export { scheduleDeletion, setAside } from './set-aside.ts'
export { snoozeTicket } from './snooze.ts'
export { staffWrites } from './staff-writes.ts'
export type { Channel, Priority, Ticket } from './ticket.ts'
export { conditionFields } from './ticket-conditions.ts'
export { ticketRows, type TicketRowOut } from './ticket-views.ts'
export { ticketRoutes } from './tickets.routes.ts'
export { TicketRow } from './tickets.schema.ts'
export { registerTicketWork } from './tickets.jobs.ts'
export { verifyWorkspace, type VerifyReport } from './verify.ts'
export { mayList, visibleTickets } from './visible-tickets.ts'
