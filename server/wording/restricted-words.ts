import type { z } from 'zod'
import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { requireSight } from '../desks/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { recentlyUsed } from '../platform/recently-used.ts'
import { type Finding, findingsIn } from './findings.ts'
import { bodyFromText } from '../messages/index.ts'
import { foldedPhrase, type Matcher, matcherOf, type RestrictedWord } from './match-words.ts'
import { deskToChange, restrictedWordsOfDesk, setWordsVersion, writeRestrictedWords } from './wording.queries.ts'
import type { ChangeRestrictedWords, RestrictedWordList, TryRestrictedWords } from './wording.schema.ts'

interface Stored {
  version: number
  words: RestrictedWord[]
  updatedAt: Date | null
  updatedBy: { id: number; name: string } | null
}

export function readRestrictedWords(ctx: Context<StaffActor>, deskId: number): Promise<z.input<typeof RestrictedWordList>> {
  requireSight(ctx, deskId)
  return ctx.transaction((tx) => listOf(tx, deskId))
}

/** Writes the list anew. Who edited an older one is told what it is now. */
export function changeRestrictedWords(
  ctx: Context<StaffActor>,
  deskId: number,
  { words, expectedVersion }: z.output<typeof ChangeRestrictedWords>,
): Promise<z.input<typeof RestrictedWordList>> {
  requireDistinct(words)
  return ctx.transaction(async (tx) => {
    if (!(await tx.maybe(deskToChange, [tx.workspaceId, deskId]))) throw notFound()
    const before = await listOf(tx, deskId)
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      throw new AppError('version_conflict', 'Somebody else changed these words meanwhile. Look at the change and save again.', {
        version: before.version,
      })
    }
    const version = before.version + 1
    await tx.run(writeRestrictedWords, [tx.workspaceId, deskId, version, JSON.stringify(words), tx.now, ctx.actor.userId])
    await tx.run(setWordsVersion, [tx.workspaceId, deskId, version])
    await logSettingsChange(tx, ctx.actor.userId, 'restricted_words', deskId, { words }, { words: before.words })
    return listOf(tx, deskId)
  })
}

/** What a list would find in a text, for trying it out. */
export async function tryRestrictedWords(
  ctx: Context<StaffActor>,
  deskId: number,
  { words, text }: z.output<typeof TryRestrictedWords>,
): Promise<Finding[]> {
  await readRestrictedWords(ctx, deskId)
  return findingsIn({ body: bodyFromText(text), hasFiles: true, literals: [] }, matcherOf(words)).filter(
    ({ kind }) => kind === 'restricted_word',
  )
}

const none: Matcher = new Map()
const matchersOf = keptWith((_database: object) => recentlyUsed<Matcher>(500))

/**
 * A desk's words, ready to be looked for.
 * @param version as the desk's settings say it; 0 for a desk without any. A list is read once per process and version.
 */
export async function restrictedWordsOf(tx: Tx, deskId: number, version: number): Promise<Matcher> {
  if (version === 0) return none
  const known = matchersOf(tx.database)
  const name = `${tx.workspaceId}/${deskId}/${version}`
  const found = known.get(name)
  if (found) return found
  const row = await tx.maybe<Stored>(restrictedWordsOfDesk, [tx.workspaceId, deskId])
  const matcher = matcherOf(row?.words ?? [])
  if (row?.version === version) known.set(name, matcher)
  return matcher
}

async function listOf(tx: Tx, deskId: number): Promise<Stored> {
  const list = await tx.maybe<Stored>(restrictedWordsOfDesk, [tx.workspaceId, deskId])
  if (!list) throw notFound()
  return list
}

function requireDistinct(words: readonly RestrictedWord[]): void {
  const seen = new Set<string>()
  for (const [index, word] of words.entries()) {
    const folded = foldedPhrase(word.phrase)
    if (folded === '') throw invalid(`words.${index}.phrase`, 'consists of characters that nobody sees')
    if (seen.has(folded)) throw invalid(`words.${index}.phrase`, `“${word.phrase}” is there twice.`)
    seen.add(folded)
  }
}
