import { z } from 'zod'
import type { Finding } from './findings.ts'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'

const mostWords = 500

const RestrictedWordIn = z.strictObject({
  phrase: lineIn(100),
  effect: z.enum(['block', 'warn']),
  hint: z
    .string()
    .trim()
    .max(300)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'may not contain line breaks or control characters')
    .default(''),
})

const wordsIn = z.array(RestrictedWordIn).max(mostWords)

export const ChangeRestrictedWords = z.strictObject({
  words: wordsIn,
  /** The version the list was edited from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.int().min(0).optional(),
})
export const TryRestrictedWords = z.strictObject({ words: wordsIn, text: z.string().max(20_000) })

export const RestrictedWordList = z
  .object({
    version: z.number(),
    words: z.array(z.object({ phrase: z.string(), effect: z.enum(['block', 'warn']), hint: z.string() })),
    updatedAt: time.nullable(),
    updatedBy: z.object({ id, name: z.string() }).nullable(),
  })
  .meta({ id: 'RestrictedWordList' })

export const FindingView = z
  .object({
    kind: z.enum(['restricted_word', 'unknown_variable', 'unfilled_variable', 'missing_attachment', 'no_recipient']),
    effect: z.enum(['block', 'warn', 'note']),
    phrase: z.string(),
    hint: z.string(),
    places: z.array(
      z.object({ block: z.string(), start: z.number(), end: z.number(), before: z.string(), found: z.string(), after: z.string() }),
    ),
  })
  .meta({ id: 'Finding' })

/** As it travels: a copy, since answers own what they hold. */
export function findingView(finding: Finding): z.input<typeof FindingView> {
  return { ...finding, places: finding.places.map((place) => ({ ...place })) }
}

export const OfDesk = z.object({ id: idIn })
