import type { Words } from '../index.ts'
import { words as english } from '../en/index.ts'
import { bulk } from './bulk.ts'
import { dashboard } from './dashboard.ts'
import { forms } from './forms.ts'
import { maskingWords } from './masking.ts'
import { sla } from './sla.ts'
import { texts } from './texts.ts'

/** The words of the screens in Korean: 해요체 in sentences, short nouns on buttons. docs/guides/words.md says which word is which. */
export const words: Words = {
  ...english,
  ...bulk,
  ...dashboard,
  ...forms,
  ...maskingWords,
  ...sla,
  ...texts,
}
