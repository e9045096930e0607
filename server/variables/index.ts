export { type Filled, fillerOf, fillText } from './fill-text.ts'
export { replaceVariables, variablesIn } from './read-variables.ts'
export { requireKnown } from './require-known.ts'
export { dayWords, firstNameOf, languageOf, priorityWords, saysLanguage } from './value-words.ts'
export {
  agentText,
  isVariable,
  type Language,
  languages,
  mailVariables,
  signatureVariables,
  type Values,
  type Variable,
  type VariableName,
  variableNames,
  variables,
} from './variables.ts'
