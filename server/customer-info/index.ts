export { customerInfoRoutes } from './customer-info.routes.ts'
export { keepSource } from './save-source.ts'
