export { linkTickets } from './link-tickets.ts'
export { linkRoutes } from './links.routes.ts'
