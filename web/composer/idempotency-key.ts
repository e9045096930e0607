/** `crypto.randomUUID` exists only where the page came over https or from localhost. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Keys for one thing that is sent: the same words sent again because an answer was lost are one thing, so the key changes only
 * with what is sent. What goes along with it is no part of it and goes again as it went first, since the server takes a key only
 * with all that came with it.
 */
export function keysByContent<Along>(
  newKey: () => string = idempotencyKey,
): (what: unknown, along: Along) => { key: string; along: Along } {
  let last: { what: string; key: string; along: Along } | null = null
  return (what, along) => {
    const text = JSON.stringify(what)
    if (last?.what !== text) last = { what: text, key: newKey(), along }
    return { key: last.key, along: last.along }
  }
}
