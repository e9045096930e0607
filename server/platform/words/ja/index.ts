import { fields } from './fields.ts'
import { manyTickets } from './many-tickets.ts'
import { rules } from './rules.ts'
import { settings } from './settings.ts'
import { tickets } from './tickets.ts'

/** What the server says, by its English. `{1}` stands for the first thing put into a sentence. */
export const japanese = { ...settings, ...tickets, ...rules, ...manyTickets, ...fields }
