import type { Language } from '../words/language.ts'
import { type ErrorCode, errorCatalogue } from './catalogue.ts'

/** A sentence that can say itself in several languages; any other is written in English and looked up in `words/`. */
export type Sentence = (language: Language) => string

/**
 * A failure that the caller can understand: a code from the catalogue, a sentence that says what to do next, and
 * fields for the problem document (RFC 9457). Anything else that is thrown is a bug and shows as a bare 500.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly extra: Readonly<Record<string, unknown>>
  readonly sentence: Sentence | null

  constructor(code: ErrorCode, detail?: string | Sentence, extra: Readonly<Record<string, unknown>> = {}) {
    super(typeof detail === 'function' ? detail('en') : (detail ?? errorCatalogue[code].detail))
    this.name = 'AppError'
    this.code = code
    this.extra = extra
    this.sentence = typeof detail === 'function' ? detail : null
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }
}

/** What is not there, or may not be seen: the same answer for both. */
export function notFound(): AppError {
  return new AppError('not_found')
}

/** @param permission the right that is missing, as it is named in roles */
export function forbidden(permission: string): AppError {
  return new AppError('forbidden', `This needs the permission ${permission}. An admin can grant it.`, { permission })
}

export function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { errors: [{ path, message }] })
}
