export { dropOldBulk, registerBulkWork } from './bulk.jobs.ts'
export { bulkRoutes } from './bulk.routes.ts'
