export { dropPreviews } from './preview.queries.ts'
export { previewRoutes } from './preview.routes.ts'
