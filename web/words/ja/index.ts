import type { Words } from '../index.ts'
import { words as english } from '../en/index.ts'
import { forms } from './forms.ts'

export const words: Words = { ...english, ...forms }
