import './effects.ts'

export { assignTicket, restoreAssignment } from './assign.ts'
export { changeTicket, changeTicketIn } from './change-ticket.ts'
export { contentRoutes } from './content.routes.ts'
export { countDrift } from './count-drift.ts'
export { type Count, countInTime } from './count-matching.ts'
export { type CreatedTicket, createTicketIn, type CreateTicketInput, takeForTicket } from './create-ticket.ts'
export { type CustomerMessageInput, customerWrites } from './customer-writes.ts'
export type { Door } from './door.ts'
export { editTicket } from './edit-ticket.ts'
export { sealDetails } from './event-chain.ts'
export { findTicket } from './find-ticket.ts'
export { foresee, type Foreseen, type ForeseenTicket, ticketsToForesee } from './foresee.ts'
export { filterOfList } from './found-tickets.ts'
export { type KeepMasked, maskedWordsOf, registerKeepMasked } from './keep-masked.ts'
export { labelTicket } from './label-ticket.ts'
export { lifecycleMigrationRoutes } from './lifecycle-migration.routes.ts'
export { type ListInput, listInputOf } from './list-filter.ts'
export { mergeTickets, undoHours } from './merge-tickets.ts'
export { shownMessageOf } from './message-views.ts'
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
export { actOn } from './perform-action.ts'
export { requirePermission } from './require-permission.ts'
export { runTimers } from './run-timer.ts'
export { type ClockedTicket, clockTimer, registerServiceClock, type ServiceClock, type SlaOut } from './service-clock.ts'
export { scheduleDeletion, setAside } from './set-aside.ts'
export { snoozeTicket } from './snooze.ts'
export { splitTicket, undoSplit } from './split-ticket.ts'
export { quotesHistory, staffWrites } from './staff-writes.ts'
export { starTicket } from './star-ticket.ts'
export { conditionFacts, conditionFields, conditionFieldsWith, customField, keptConditions, readCondition } from './ticket-conditions.ts'
export { languageOfTicket, literalsOf, ticketValues } from './ticket-values.ts'
export { requestGuide } from './customer-guide.ts'
export { transferToDesk } from './transfer-to-desk.ts'
export { mergedEnd } from './transfers.queries.ts'
export { referenceToCome, requireWritingFirst, type TicketToCome, ticketToCome } from './ticket-to-come.ts'
export { type TicketRowOut, ticketRows, ticketView } from './ticket-views.ts'
export { bucketOf, type Channel, isUnresolved, noServiceLevel, priorities, type Priority, type Ticket } from './ticket.ts'
export { registerTicketWork } from './tickets.jobs.ts'
export { ticketRoutes } from './tickets.routes.ts'
export { actionBodies, refIn, TicketToComeIn, titleIn } from './ticket-bodies.schema.ts'
export { ListQuery } from './ticket-lists.schema.ts'
export { longestText, MessageView, StatusView, TicketRow, TicketView } from './tickets.schema.ts'
export { type VerifyReport, verifyWorkspace } from './verify.ts'
export { desksSeenWhole, mayList, visibleTickets } from './visible-tickets.ts'
