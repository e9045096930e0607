import { noted, t } from '../../words/index.ts'

/** One thing that was changed. */
export interface Part {
  readonly key: string
  readonly label: string
  readonly value: unknown
  /** Null: what it was before is not known, or it was not there. */
  readonly former: { readonly value: unknown } | null
}

interface Mail {
  readonly subject?: unknown
  readonly text: string
  readonly languages?: Readonly<Record<string, unknown>>
}

/**
 * What an entry of the log tells, part by part. A mail has words in several languages: only those that are others now are
 * told, each for itself, since a change in the third would stand too far down to be seen.
 */
export function partsOf(
  change: Readonly<Record<string, unknown>>,
  former: Readonly<Record<string, unknown>> | null,
  labelOf: (key: string) => string,
): Part[] {
  return Object.entries(change).flatMap(([key, value]): Part[] => {
    const label = labelOf(key)
    const before = former && key in former ? { value: former[key] } : null
    if (!before || !isMail(value) || !isMail(before.value) || !(value.languages || before.value.languages))
      return [{ key, label, value, former: before }]
    const was = before.value
    const languages = Object.keys({ ...was.languages, ...value.languages })
    const parts = [
      { label, value: wordsOf(value), former: { value: wordsOf(was) } },
      ...languages.map((language) => ({
        label: noted(label, (t.texts.mails.languages as Record<string, string>)[language] ?? language),
        value: value.languages?.[language] ?? null,
        former: { value: was.languages?.[language] ?? null },
      })),
    ]
    return parts.filter((part) => !isSame(part.value, part.former.value)).map((part) => ({ key, ...part }))
  })
}

function isMail(value: unknown): value is Mail {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}

function wordsOf({ subject, text }: Mail) {
  return { subject, text }
}

function isSame(one: unknown, other: unknown): boolean {
  if (!isMail(one) || !isMail(other)) return one === other
  return one.text === other.text && (one.subject ?? '') === (other.subject ?? '')
}
