import { dashboard } from './dashboard.ts'
import type { Words } from '../index.ts'
import { words as english } from '../en/index.ts'
import { sla } from './sla.ts'

export const words: Words = { ...english, ...dashboard, ...sla }
