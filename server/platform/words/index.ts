export { fieldMessage } from './field-message.ts'
export { inLanguage } from './in-language.ts'
export { type Language, languageOf, languages } from './language.ts'
export { problemWords } from './problems.ts'
