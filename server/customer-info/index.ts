export { customerInfoRoutes } from './customer-info.routes.ts'
export { addSource } from './save-source.ts'
