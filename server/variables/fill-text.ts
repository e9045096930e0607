import { replaceVariables } from './read-variables.ts'
import { isVariable, type Values } from './variables.ts'

/** What was filled, and what was not: a known variable without a value is a gap for the writer, an unknown one a mistake. */
export interface Filled<T> {
  readonly filled: T
  readonly unfilled: readonly string[]
  readonly unknown: readonly string[]
}

/** One pass over a text. A value that looks like a variable stays as it is. */
export function fillText(text: string, values: Values): Filled<string> {
  const filler = fillerOf(values)
  return { filled: filler.put(text), ...filler.left() }
}

/** Fills one text after the other, and says in the end what was left. */
export function fillerOf(values: Values) {
  const unfilled = new Set<string>()
  const unknown = new Set<string>()
  const valueOr = (name: string, written: string) => {
    if (!isVariable(name)) {
      unknown.add(name)
      return written
    }
    const value = values[name]
    if (value) return value
    unfilled.add(name)
    return `{{${name}}}`
  }
  return { put: (text: string) => replaceVariables(text, valueOr), left: () => ({ unfilled: [...unfilled], unknown: [...unknown] }) }
}
