import type { Tx } from '../platform/db/index.ts'
import { editDistance } from './edit-distance.ts'
import { similarWords, ticketByNumber, ticketByReference, ticketsWithWords, wordsBeginning } from './search.queries.ts'
import { isListedWord, mayBeCompleted, type QueryWord, queryWords, type Sought, soughtIn } from './tokens.ts'

export interface SearchInput {
  readonly q: string
  /** False for a customer, who finds public messages only: they are read as the public reader. */
  readonly staff: boolean
  /** Continues after the last id of a full page. A page that is not full is the last. */
  readonly before?: number
  readonly most: number
}

/** Fewer hits than this, and words spelled almost alike are tried as well. */
const few = 3
const mostCompletions = 40
const mostSimilar = 5

type Spellings = (token: string) => readonly string[]

/** What was found, and what was looked for in the end: to be shown where it stands in each ticket. */
export interface Found {
  readonly ids: number[]
  readonly sought: readonly Sought[]
  /** As PostgreSQL asks for it; null where only a reference was. */
  readonly tsquery: string | null
}

export async function searchTicketIds(tx: Tx, input: SearchInput): Promise<number[]> {
  return (await searchTickets(tx, input)).ids
}

/**
 * Ids of tickets in which all words asked for occur, the last word perhaps only begun: the ticket of that reference
 * first, then the newest first, then those with words spelled almost alike. The caller leaves out what the reader may
 * not see.
 */
export async function searchTickets(tx: Tx, { q, staff, before, most }: SearchInput): Promise<Found> {
  const exact = await ticketOfReference(tx, q)
  const ids = new Set(exact !== null && before === undefined ? [exact] : [])
  const words = queryWords(q)
  if (words.length === 0) return { ids: [...ids].slice(0, most), sought: [], tsquery: null }

  const completed = await completionsOf(tx, words)
  let spellings = completed
  const find = async () => {
    const found = await withWords(tx, tsqueryOf(words, spellings), staff, before, most + 1)
    for (const id of found) if (before === undefined || id !== exact) ids.add(id)
  }
  await find()
  if (ids.size < few && before === undefined) {
    const similar = await similarSpellings(tx, words)
    if (similar) {
      spellings = (token) => [...new Set([...completed(token), ...similar(token)])]
      await find()
    }
  }
  return { ids: [...ids].slice(0, most), sought: soughtIn(q, spellings), tsquery: tsqueryOf(words, spellings) }
}

/** `TKT-0412`, `tkt-412`, `412` or `#412`. */
async function ticketOfReference(tx: Tx, q: string): Promise<number | null> {
  const wanted = q.trim().normalize('NFKC').toUpperCase()
  const [, prefix, digits] = /^(?:([A-Z][A-Z0-9]{0,9})-|#)?0*(\d{1,9})$/.exec(wanted) ?? []
  if (digits === undefined) return null
  const row =
    (await tx.maybe<{ id: number }>(ticketByReference, [tx.workspaceId, wanted])) ??
    (await tx.maybe<{ id: number }>(ticketByNumber, [tx.workspaceId, Number(digits), prefix ?? null]))
  return row?.id ?? null
}

async function withWords(tx: Tx, tsquery: string, staff: boolean, before: number | undefined, most: number): Promise<number[]> {
  const read = () => tx.many<{ ticketId: number }>(ticketsWithWords, [tsquery, before ?? Number.MAX_SAFE_INTEGER, most])
  return (await (staff ? read() : tx.asPublicReader(read))).map((row) => row.ticketId)
}

/** The last word may still be growing. Completing it from the list of words reads far less than every word that begins so. */
async function completionsOf(tx: Tx, words: readonly QueryWord[]): Promise<Spellings> {
  const growing = new Map<string, readonly string[]>()
  for (const tokens of words.at(-1) ?? []) {
    const token = tokens.at(-1) as string
    if (isListedWord(token)) growing.set(token, [token, ...(await completions(tx, token))])
    else if (mayBeCompleted(token)) growing.set(token, [`${token}:*`])
  }
  return (token) => growing.get(token) ?? [token]
}

async function completions(tx: Tx, token: string): Promise<string[]> {
  const rows = await tx.many<{ word: string }>(wordsBeginning, [tx.workspaceId, token, `${token}\u{10ffff}`, mostCompletions])
  return rows.map((row) => row.word)
}

/** Other spellings of the words, from those that occur; null if there are none. */
async function similarSpellings(tx: Tx, words: readonly QueryWord[]): Promise<Spellings | null> {
  const similar = new Map<string, string[]>()
  for (const token of new Set(words.flat(2))) {
    if (!isListedWord(token) || token.length < 4) continue
    const most = token.length < 6 ? 1 : 2
    const rows = await tx.many<{ word: string }>(similarWords, [token, 50])
    const near = rows.map((row) => row.word).filter((word) => word !== token && editDistance(word, token, most) <= most)
    if (near.length > 0) similar.set(token, near.slice(0, mostSimilar))
  }
  return similar.size === 0 ? null : (token) => similar.get(token) ?? []
}

function tsqueryOf(words: readonly QueryWord[], spellings: Spellings): string {
  return words
    .map((alternatives) => {
      const each = alternatives.map((tokens) => tokens.map((token) => `(${spellings(token).map(lexeme).join('|')})`).join('&'))
      return `(${each.map((tokens) => `(${tokens})`).join('|')})`
    })
    .join('&')
}

/** Quoted as tsquery wants it; only `:*`, which no token can hold, stays outside. */
function lexeme(spelling: string): string {
  const token = spelling.replace(/:\*$/, '')
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${token === spelling ? '' : ':*'}`
}
