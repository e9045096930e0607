/** `{{name}}`, with spaces inside or not. Anything in double braces that could be a name is one, so that a typing error is noticed. */
const pattern = /\{\{\s*([\p{L}_][\p{L}\p{N}_.-]{0,59})\s*\}\}/gu

export interface FoundVariable {
  /** In lower case, as the list has it. */
  readonly name: string
  readonly start: number
  readonly end: number
}

export function variablesIn(text: string): FoundVariable[] {
  return [...text.matchAll(pattern)].map((match) => ({
    name: (match[1] as string).toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Puts something in the place of each; what is put there is never looked at again. */
export function replaceVariables(text: string, put: (name: string, written: string) => string): string {
  return text.includes('{{') ? text.replace(pattern, (written: string, name: string) => put(name.toLowerCase(), written)) : text
}

/** The names that may not stand here, each once. */
export function foreignVariables(text: string, allowed: ReadonlySet<string>): string[] {
  return [...new Set(variablesIn(text).flatMap(({ name }) => (allowed.has(name) ? [] : [name])))]
}
