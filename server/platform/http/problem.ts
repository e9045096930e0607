import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorCode, errorCatalogue } from '../errors/index.ts'
import { isUnavailable } from './unavailable.ts'

/** What went wrong, as the caller may know it. Bugs become a bare `internal`. */
export function problemFor(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isUnavailable(error)) return new AppError('unavailable')
  const code = fastifyCodes[(error as { code?: string } | null)?.code ?? '']
  return new AppError(code ?? 'internal')
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_BAD_URL: 'not_found',
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
  if (problem.code === 'unavailable') {
    request.log.warn({ reason: error instanceof Error ? error.message : undefined }, 'the database cannot be reached')
    reply.header('retry-after', '5')
  }
  if (problem.code === 'rate_limited' && typeof problem.extra.retryAfter === 'number')
    reply.header('retry-after', String(problem.extra.retryAfter))
  if (problem.code === 'not_signed_in') reply.header('www-authenticate', 'Bearer')
  const body = {
    type: `urn:statedesk:problem:${problem.code}`,
    title: errorCatalogue[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    requestId: request.id,
    ...problem.extra,
  }
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body))
}
