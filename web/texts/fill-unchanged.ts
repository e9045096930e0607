type Ways<Filled> = {
  /** What stands in the text box now; null when it is no longer there. */
  read: () => string | null
  ask: (html: string) => Promise<Filled>
  /** Waits until the writer may have paused. */
  pause: () => Promise<void>
}

/**
 * Has a text filled that may be written on meanwhile: an answer for words that are no longer those in the box would take
 * back what was typed, so it is asked for anew.
 *
 * @returns null when the text is gone
 */
export async function fillUnchanged<Filled>({ read, ask, pause }: Ways<Filled>): Promise<Filled | null> {
  for (;;) {
    const asked = read()
    if (asked === null) return null
    const filled = await ask(asked)
    if (read() === asked) return filled
    await pause()
  }
}
