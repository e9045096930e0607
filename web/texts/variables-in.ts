import { queryClient } from '../data/query-client.ts'
import { textQueries } from './text-queries.ts'

/** The same as on the server: anything in double braces that could be a name. */
export const variablePattern = /\{\{\s*([\p{L}_][\p{L}\p{N}_.-]{0,59})\s*\}\}/gu

/** Until the list is there nothing is called a mistake. */
export function isKnownVariable(name: string): boolean {
  const known = queryClient.getQueryData(textQueries.variables().queryKey)
  return known?.items.some((variable) => variable.name === name.toLowerCase()) ?? true
}

/** The variables that were not filled in some HTML: none of those that are code, quoted, or part of the ticket's own words. */
export function variablesLeft(html: string, literals: readonly string[]): string[] {
  if (!html.includes('{{')) return []
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const element of page.querySelectorAll('code, pre, blockquote')) element.remove()
  let text = page.body.textContent ?? ''
  for (const literal of literals) if (literal.includes('{{')) text = text.replaceAll(literal, ' ')
  return [...new Set([...text.matchAll(variablePattern)].map((match) => (match[1] ?? '').toLowerCase()))]
}
