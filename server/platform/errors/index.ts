export { AppError, forbidden, invalid, notFound, type Sentence } from './app-error.ts'
export { type ErrorCode, errorCatalogue } from './catalogue.ts'
export { expectVersion } from './expect-version.ts'
