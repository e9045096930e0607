import './keep-masked.ts'

export { maskingRoutes } from './masking.routes.ts'
