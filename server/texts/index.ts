export { createText } from './prepared-texts.ts'
export { textRoutes } from './texts.routes.ts'
