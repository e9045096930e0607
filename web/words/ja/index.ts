import { dashboard } from './dashboard.ts'
import type { Words } from '../index.ts'
import { words as english } from '../en/index.ts'
import { maskingWords } from './masking.ts'

export const words: Words = { ...english, ...dashboard, ...maskingWords }
