const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** One asterisk for each character as a reader counts them; line feeds stay. */
export function starsFor(words: string): string {
  let stars = ''
  for (const { segment } of graphemes.segment(words)) stars += segment === '\n' || segment === '\r\n' ? segment : '*'
  return stars
}

/** The stretch widened so that no character is cut in two. */
export function wholeCharacters(words: string, from: number, to: number): { from: number; to: number } {
  const all = graphemes.segment(words)
  const first = all.containing(from)
  const last = to > from ? all.containing(to - 1) : undefined
  return { from: first?.index ?? from, to: last ? last.index + last.segment.length : to }
}
