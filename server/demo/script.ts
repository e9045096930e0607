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
  /** Said a day or some days after what was before, or once the day of `{later}` has come. */
  readonly after?: 'day' | 'days' | 'later'
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
  /** What the customer reads when it is resolved; nobody resolves a chat. */
  readonly resolution?: string
}

export const customer = (text: string, shows?: FileName): Line => ({ who: 'customer', text, shows })
export const agent = (text: string, shows?: FileName): Line => ({ who: 'agent', text, shows })
/** Says it only when some time has gone by. */
export const after = (time: Line['after'], line: Line): Line => ({ ...line, after: time })
export const note = (text: string): Line => ({ who: 'note', text })
