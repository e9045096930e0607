import type { Label } from './types.ts'

export interface Problem {
  /** Where in the JSON: `statuses.open.colour`, `transitions[3].on`; empty for the whole. */
  readonly path: string
  readonly message: string
}

export const maxStatuses = 60
const maxProblems = 200
const maxLabel = 80
const labelKeys = ['en', 'ja', 'ko'] as const

/** Everything that is wrong, up to a limit that keeps the answer readable. */
export class Problems {
  readonly list: Problem[] = []

  add(path: string, message: string): undefined {
    if (this.list.length < maxProblems) this.list.push({ path, message })
    return undefined
  }
}

export type JsonObject = Readonly<Record<string, unknown>>

/** A plain object; with `keys`, one that has no others. */
export function readObject(json: unknown, path: string, problems: Problems, keys?: readonly string[]): JsonObject | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return problems.add(path, 'must be an object')
  // Copied onto nothing: a key such as __proto__ stays a key.
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [key, value] of Object.entries(json)) {
    if (keys && !keys.includes(key)) problems.add(path, `has an unknown key “${key.slice(0, 60)}”`)
    else object[key] = value
  }
  return object
}

export function readArray(json: unknown, path: string, problems: Problems, most: number): readonly unknown[] {
  if (!Array.isArray(json)) {
    problems.add(path, 'must be a list')
    return []
  }
  if (json.length > most) problems.add(path, `has ${json.length} entries; ${most} is the most`)
  return json.slice(0, most)
}

export function readString(json: unknown, path: string, problems: Problems, pattern?: RegExp): string | undefined {
  if (typeof json !== 'string') return problems.add(path, 'must be a text')
  if (pattern && !pattern.test(json)) return problems.add(path, `must match ${pattern.source}`)
  return json
}

export function readBoolean(json: unknown, path: string, problems: Problems): boolean | undefined {
  if (json === undefined) return undefined
  return typeof json === 'boolean' ? json : problems.add(path, 'must be true or false')
}

export function readOneOf<T extends string>(json: unknown, allowed: readonly T[], path: string, problems: Problems): T | undefined {
  const found = allowed.find((word) => word === json)
  return found ?? problems.add(path, `must be one of ${allowed.join(', ')}`)
}

/** A list of known words, none twice. */
export function readWords<T extends string>(json: unknown, allowed: readonly T[], path: string, problems: Problems): T[] {
  const words = readArray(json, path, problems, allowed.length).map((word, at) => readOneOf(word, allowed, `${path}[${at}]`, problems))
  for (const [at, word] of words.entries())
    if (word !== undefined && words.indexOf(word) < at) problems.add(`${path}[${at}]`, `names “${word}” twice`)
  return words.filter((word) => word !== undefined)
}

/** Statuses that this lifecycle has, none twice. */
export function readStatuses(json: unknown, known: ReadonlySet<string>, path: string, problems: Problems): string[] {
  const keys = readArray(json, path, problems, maxStatuses).map((key, at) => readStatus(key, known, `${path}[${at}]`, problems))
  for (const [at, key] of keys.entries())
    if (key !== undefined && keys.indexOf(key) < at) problems.add(`${path}[${at}]`, `names “${key}” twice`)
  return keys.filter((key) => key !== undefined)
}

export function readStatus(json: unknown, known: ReadonlySet<string>, path: string, problems: Problems): string | undefined {
  const key = readString(json, path, problems)
  if (key === undefined) return undefined
  return known.has(key) ? key : problems.add(path, `names “${key.slice(0, 60)}”, which is not a status of this lifecycle`)
}

export function readLabel(json: unknown, path: string, problems: Problems): Label | undefined {
  const object = readObject(json, path, problems, labelKeys)
  if (!object) return undefined
  const [en, ja, ko] = labelKeys.map((lang) => readWord(object[lang], `${path}.${lang}`, problems))
  return en === undefined || ja === undefined || ko === undefined ? undefined : { en, ja, ko }
}

function readWord(json: unknown, path: string, problems: Problems): string | undefined {
  const text = readString(json, path, problems)
  if (text === undefined) return undefined
  if (text.trim() === '') return problems.add(path, 'must not be empty')
  if (text.length > maxLabel) return problems.add(path, `must have at most ${maxLabel} characters`)
  // Labels stand on one line of a button, a mail and a diagram.
  return /\p{Cc}/u.test(text) ? problems.add(path, 'must be one line without control characters') : text
}
