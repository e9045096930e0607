import { AppError } from '../platform/errors/index.ts'
import type { Match } from './matches.ts'
import type { ListedTicket } from './ticket.ts'

export interface ListedPage {
  readonly tickets: ListedTicket[]
  readonly nextCursor: string | null
  /** Of a search: where each ticket has what was looked for. */
  readonly matches?: ReadonlyMap<number, Match>
}

/** Where the next page of a list begins: after this activity and id. Of a search `at` is empty and `id` the number of hits seen. */
interface Place {
  readonly at: string
  readonly id: number
}

export function writeCursor(place: Place): string {
  return Buffer.from(`${place.at}|${place.id}`).toString('base64url')
}

export function readCursor(cursor: string): Place {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|')
  const number = Number(id)
  if (at === undefined || !Number.isSafeInteger(number) || number < 0 || (at !== '' && Number.isNaN(Date.parse(at))))
    throw new AppError('invalid_cursor')
  return { at, id: number }
}
