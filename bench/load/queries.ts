import { dice } from './data/random.ts'
import { type Words, vocabularySize, words } from './data/words.ts'
import type { Session } from './session.ts'

/** From which ranks of the vocabulary a word is drawn. */
const frequent = [0, 100] as const
/** Two of these stand together in about one message of fifty thousand: neither a page nor nothing. */
const middling = [300, 3_000] as const
const rare = [vocabularySize / 2, vocabularySize] as const
const each = 150

/** Queries of two words, by how frequent these are. */
export function twoWordQueries(seed: number): Record<string, string[]> {
  const all = words(seed)
  const random = dice(seed + 4)
  const draw = ([from, to]: readonly [number, number]) => all.latin[from + random.below(to - from)] as string
  const made = (first: readonly [number, number], second: readonly [number, number]) =>
    Array.from({ length: each }, () => `${draw(first)} ${draw(second)}`)
  return {
    'both frequent': made(frequent, frequent),
    'both middling': made(middling, middling),
    'frequent and rare': made(frequent, rare),
    'both rare': made(rare, rare),
  }
}

/** Japanese and Korean words, and for each a Latin word that about as many messages hold. */
export async function alikeWords(session: Session): Promise<{ asian: string[]; latin: string[] }> {
  const all = words(session.loaded.seed)
  const share = Math.min(100, 2_000_000 / session.loaded.tickets)
  const found = await session.sql<{ word: string; n: number }>(
    `SELECT word, ndoc AS n FROM ts_stat('SELECT document FROM message_search TABLESAMPLE SYSTEM (${share}) REPEATABLE (1) WHERE workspace_id = ${session.loaded.furniture.workspaces[0]?.id}') WHERE ndoc >= 5`,
  )
  const counts = new Map(found.map(({ word, n }) => [word, n]))
  const latin = all.latin.flatMap((word) => (counts.has(word) ? [{ word, n: counts.get(word) as number }] : []))
  const asian = nouns(all).filter((word) => counts.has(word))
  const chosen = asian.filter((_, i) => i % Math.ceil(asian.length / 100) === 0)
  return { asian: chosen, latin: chosen.map((word) => nearest(latin, counts.get(word) as number)) }
}

function nouns({ japanese, korean }: Words): string[] {
  return japanese.slice(0, 1_000).flatMap((word, i) => [word, korean[i] as string])
}

function nearest(from: readonly { word: string; n: number }[], n: number): string {
  const best = from.reduce((one, other) => (Math.abs(other.n - n) < Math.abs(one.n - n) ? other : one))
  return best.word
}
