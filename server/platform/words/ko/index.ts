import type { japanese } from '../ja/index.ts'
import { fields } from './fields.ts'
import { manyTickets } from './many-tickets.ts'
import { rules } from './rules.ts'
import { settings } from './settings.ts'
import { tickets } from './tickets.ts'

/** What the server says, by its English. Names are followed by words that need no particle, since their last sound is not known. */
export const korean: Record<keyof typeof japanese, string> = { ...settings, ...tickets, ...rules, ...manyTickets, ...fields }
