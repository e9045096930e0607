import type { CreateTicketInput } from '../tickets/index.ts'
import type { LabelName, TeamName } from './company.ts'
import type { FileName } from './files.ts'

export type Language = 'en' | 'ja' | 'ko'

/** One thing somebody says. A note is for colleagues. */
export interface Line {
  readonly who: 'customer' | 'agent' | 'note'
  readonly text: string
  /** A picture in the text, or a file beside it. */
  readonly shows?: FileName
}

/**
 * A conversation that many tickets have, each with its own people, numbers and days. In its texts a line is a paragraph,
 * `|` breaks a line, `- ` begins an item of a list, `**` makes bold and `{word}` is replaced (see words.ts).
 */
export interface Script {
  readonly titles: readonly string[]
  readonly labels: readonly LabelName[]
  readonly team?: TeamName
  readonly type?: CreateTicketInput['type']
  readonly talk: readonly Line[]
  /** What the customer reads when it is resolved. */
  readonly resolution: string
}

export const customer = (text: string, shows?: FileName): Line => ({ who: 'customer', text, shows })
export const agent = (text: string, shows?: FileName): Line => ({ who: 'agent', text, shows })
export const note = (text: string): Line => ({ who: 'note', text })
