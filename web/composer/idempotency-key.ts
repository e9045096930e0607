/** `crypto.randomUUID` exists only where the page came over https or from localhost. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Keys for one thing that is sent: the same words sent again because an answer was lost are one thing, so the key changes only
 * with what is sent.
 */
export function keysByContent(newKey: () => string = idempotencyKey): (body: unknown) => string {
  let last: { body: string; key: string } | null = null
  return (body) => {
    const text = JSON.stringify(body)
    if (last?.body !== text) last = { body: text, key: newKey() }
    return last.key
  }
}
