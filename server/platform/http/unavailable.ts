/** PostgreSQL's ways to say "not now": connections refused or ended, shutting down, starting up, out of room. */
const classes = ['08', '53', '57P']
/** Nothing may be written at the moment: a standby, or the embedded database while its disk is nearly full. */
const readOnly = '25006'
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
])
// pg and pg-pool say these without a code.
const sentences = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^Client has encountered a connection error/,
  /^Cannot use a pool after calling end/,
  /^Query read timeout/,
]

/** True when a failure means that the database cannot be reached or cannot write right now, and asking again may help. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  // A FATAL error ends the connection or never lets one begin, whatever its reason.
  if (severity === 'FATAL' || severity === 'PANIC') return true
  const syscall = (error as { syscall?: unknown }).syscall
  if (typeof code === 'string') {
    if (networkCodes.has(code)) return code !== 'ENOENT' || syscall === 'connect'
    if (code === readOnly) return true
    return /^[0-9A-Z]{5}$/.test(code) && classes.some((start) => code.startsWith(start))
  }
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  return sentences.some((sentence) => sentence.test(error.message))
}

/** True when what is missing is room: the disk of the database is full, or so nearly that it takes nothing more. */
export function isOutOfRoom(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === '53100' || code === readOnly || code === 'ENOSPC'
}
