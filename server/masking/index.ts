import './keep-masked.ts'

export { maskWords } from './mask-words.ts'
export { maskingRoutes } from './masking.routes.ts'
