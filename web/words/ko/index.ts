import type { Words } from '../index.ts'
import { words as english } from '../en/index.ts'
import { notices } from './notices.ts'
import { writing } from './writing.ts'

export const words: Words = { ...english, ...notices, ...writing }
