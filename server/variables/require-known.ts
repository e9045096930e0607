import { AppError } from '../platform/errors/index.ts'
import { foreignVariables } from './read-variables.ts'
import { isVariable } from './variables.ts'

/**
 * For words that are kept to be sent later.
 * @param path of the field, for the form that shows it
 * @throws unknown_variable, naming each that may not stand there
 */
export function requireKnown(text: string, allowed: ReadonlySet<string>, path: string): void {
  const names = foreignVariables(text, allowed)
  if (names.length === 0) return
  const message = names
    .map((name) => (isVariable(name) ? `{{${name}}} has not always a value here` : `{{${name}}} is not a variable`))
    .join('; ')
  throw new AppError('unknown_variable', `${message}. Choose one of the list.`, { variables: names, errors: [{ path, message }] })
}
