export { exampleValues } from './insert-text.ts'
export { createText } from './prepared-texts.ts'
export { textRoutes } from './texts.routes.ts'
