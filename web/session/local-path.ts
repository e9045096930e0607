const here = 'https://here.invalid'

/**
 * A path of this site, or null: an address from elsewhere must not be where somebody lands after signing in. Browsers
 * read a backslash as a slash and leave tabs and line breaks out (WHATWG URL §4.4), so the text alone does not tell.
 */
export function localPath(next: string | undefined): string | null {
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return null
  const { origin, pathname, search, hash } = new URL(next, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : null
}
