export { AppError, forbidden, invalid, notFound } from './app-error.ts'
export { type ErrorCode, errorCatalogue } from './catalogue.ts'
