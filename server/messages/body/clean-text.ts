/**
 * Text as it may be stored and shown: no NUL (PostgreSQL refuses it), no other control characters but tab and line feed, no
 * lone surrogates, line ends as LF.
 */
export function cleanText(text: string): string {
  return (
    wellFormed(text)
      .replace(/\r\n?/g, '\n')
      .replaceAll('\u0000', '\ufffd')
      // Control characters are named to be taken out: no text shows them.
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
  )
}

/**
 * One line for a header-like field: control, line separator and direction characters go, white space becomes one space.
 * A direction override would show `gpj.exe` as `exe.jpg`, and a zero-width character hides what a name begins with.
 */
export function cleanLine(text: string, max: number): string {
  const cleaned = wellFormed(text.slice(0, max * 4))
    // They are named to become spaces: a line holds no breaks.
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\u3000]+/g, ' ')
    .replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, '')
    .trim()
  return clip(cleaned, max)
}

/** Half of a surrogate pair cannot be written as UTF-8; it becomes the replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** At most `max` UTF-16 units, never half a surrogate pair. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const code = text.charCodeAt(max - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? max - 1 : max)
}
