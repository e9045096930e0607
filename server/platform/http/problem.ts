import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, errorCatalogue, invalid } from '../errors/index.ts'
import { fieldsSentence, inLanguage, type Language, languageOf, problemWords } from '../words/index.ts'
import { isOutOfRoom, isUnavailable } from './unavailable.ts'

/** What went wrong, as the caller may know it. Bugs become a bare `internal`. */
export function problemFor(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isOutOfRoom(error)) return new AppError('unavailable', 'The disk of the database is full. Nothing was changed; reading goes on.')
  if (isUnavailable(error) || (error as { code?: string } | null)?.code === statementTimeout) return new AppError('unavailable')
  if (isTwice(error)) return isNameTaken(error) ? new AppError('already_exists') : new AppError('already_exists', doneMeanwhile)
  if (error instanceof Error && brokenUpload.test(error.message))
    return invalid('file', 'The upload broke off or is not multipart/form-data.')
  const code = fastifyCodes[(error as { code?: string } | null)?.code ?? '']
  return new AppError(code ?? 'internal')
}

/** Something took longer than a statement may; what it held is free again. */
const statementTimeout = '57014'

/** What is there once (a name, an address) was looked for, and somebody else was between the look and the write. */
const uniqueViolation = '23505'
const doneMeanwhile = 'The same was done at the same moment already. Reload, and look at what is there.'

interface Twice {
  readonly constraint?: string
}

function isTwice(error: unknown): error is Error & Twice {
  return error instanceof Error && (error as { code?: unknown }).code === uniqueViolation
}

/** Two people who choose one name is nobody's mistake; what else comes twice may be ours. */
function isNameTaken({ constraint = '' }: Twice): boolean {
  return /_(name|address|email)(_key)?$/.test(constraint)
}

// The reader of multipart bodies says these without a code.
const brokenUpload = /^(Part terminated early|Unexpected end of (multipart|form)|Malformed part header|Multipart: Boundary not found)/i

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_REQ_FILE_TOO_LARGE: 'payload_too_large',
  FST_PARTS_LIMIT: 'payload_too_large',
  FST_FILES_LIMIT: 'payload_too_large',
  FST_FIELDS_LIMIT: 'payload_too_large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
}

/** Answers with a problem document (RFC 9457). Bugs and outages are logged with the whole story. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFor(error)
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed')
  if (isTwice(error) && !isNameTaken(error)) request.log.error({ err: error }, 'what is there once was written twice')
  if (problem.code === 'unavailable') {
    request.log.warn({ reason: error instanceof Error ? error.message : undefined }, 'the database cannot be reached')
    reply.header('retry-after', '5')
  }
  if (problem.code === 'rate_limited' && typeof problem.extra.retryAfter === 'number')
    reply.header('retry-after', String(problem.extra.retryAfter))
  if (problem.code === 'not_signed_in') reply.header('www-authenticate', 'Bearer')
  const language = languageOf(request.headers['accept-language'])
  const body = {
    type: `urn:statedesk:problem:${problem.code}`,
    title: problemWords(problem.code, language).title,
    status: problem.status,
    code: problem.code,
    detail: detailOf(problem, language),
    requestId: request.id,
    ...problem.extra,
    ...fieldsOf(problem, language),
  }
  return (
    reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      // Also where it went wrong before the hooks that set these: an address that is none.
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('content-language', language)
      .header('vary', 'accept-language')
      .send(JSON.stringify(body))
  )
}

interface WrongField {
  readonly path: string
  readonly message: string
}

/** What is said of a problem in a language. */
export function detailOf(problem: AppError, language: Language): string {
  if (problem.sentence) return problem.sentence(language)
  if (problem.message === errorCatalogue[problem.code].detail) return problemWords(problem.code, language).detail
  const errors = wrongFields(problem)
  if (errors && problem.message === fieldsSentence(errors, 'en')) return fieldsSentence(errors.map(translated(language)), language)
  return inLanguage(problem.message, language)
}

/** The fields of a verb's own refusals; those of a body that does not fit its shape come in the right language already. */
function fieldsOf(problem: AppError, language: Language): { errors?: readonly WrongField[] } {
  const errors = language === 'en' ? null : wrongFields(problem)
  return errors ? { errors: errors.map(translated(language)) } : {}
}

function wrongFields({ extra: { errors } }: AppError): readonly WrongField[] | null {
  return Array.isArray(errors) ? (errors as WrongField[]) : null
}

function translated(language: Language) {
  return (error: WrongField): WrongField => ({ ...error, message: inLanguage(error.message, language) })
}

/** What is no HTTP, or more of it than is read, never becomes a request: it is answered on the bare connection, which then ends. */
export function answerMalformed(error: Error, socket: Socket): void {
  if ((error as NodeJS.ErrnoException).code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, title, detail } = errorCatalogue.malformed_request
  const requestId = randomUUID()
  const body = JSON.stringify({
    type: 'urn:statedesk:problem:malformed_request',
    title,
    status,
    code: 'malformed_request',
    detail,
    requestId,
  })
  const head = [
    `HTTP/1.1 ${status} Bad Request`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
