export { indexNow } from './index-job.ts'
export { queueMessages, queueTicket, removeFromSearch } from './keep-index.ts'
export { type SearchInput, searchTicketIds } from './search-tickets.ts'
