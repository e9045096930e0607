import type pg from 'pg'
import type { Query } from './query.ts'

/** How statements are sent on a connection. */
export interface Limits {
  /** Off behind a pooler that does not keep prepared statements. */
  readonly named: boolean
  /** A server that has not answered by then is one nobody can reach. 0: it may take its time. */
  readonly answerMs: number
  /** Told the time that a transaction read. */
  readonly hear: (now: Date) => void
}

/** A query with its values, prepared under its name. */
export function prepared(query: Query, params: readonly unknown[], limits: Limits): pg.QueryConfig {
  const values = params.map(parameter)
  return within(limits.named && query.name ? { name: query.name, text: query.text, values } : { text: query.text, values }, limits)
}

export function within(query: pg.QueryConfig, { answerMs }: Limits): pg.QueryConfig {
  // 0 would be taken as unsaid, which is the same here.
  return answerMs > 0 ? ({ ...query, query_timeout: answerMs } as pg.QueryConfig) : query
}

/** Plain objects and arrays of objects travel as JSON text; everything else as it is. */
function parameter(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date || Buffer.isBuffer(value)) return value ?? null
  if (Array.isArray(value) && !value.some((item) => item !== null && typeof item === 'object' && !Buffer.isBuffer(item))) return value
  return JSON.stringify(value)
}
