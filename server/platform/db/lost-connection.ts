const lostCodes = new Set(['57P01', '57P02', '57P05', '25P03', '08006', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** The connection broke under a statement: by the server's end, an administrator, a time limit, or the network. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string') return lostCodes.has(code)
  // pg says these without a code.
  return /^Connection terminated|^Client has encountered a connection error/.test(error.message)
}

/** The server did not answer in time: whatever it still does on this connection, nobody waits for it. */
export function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
