import { AppError } from '../errors/index.ts'

const deepest = 50

/**
 * Parses a JSON body and refuses what two readers could understand differently or what nobody sends by accident: a key
 * given twice, `__proto__`, nesting beyond 50 levels, and U+0000 and lone surrogates, which PostgreSQL cannot keep.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('malformed_json')
  }
  inspect(text)
  return value
}

/** Walks text that is known to be JSON; only brackets, strings and colons matter. */
function inspect(text: string): void {
  const open: (Set<string> | null)[] = []
  let lastString = ''
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '{':
        open.push(new Set())
        break
      case '[':
        open.push(null)
        break
      case '}':
      case ']':
        open.pop()
        break
      case '"': {
        const end = endOfString(text, at)
        lastString = decoded(text.slice(at, end + 1))
        at = end
        break
      }
      case ':':
        checkKey(open.at(-1), lastString)
        break
    }
    if (open.length > deepest) throw bad(`is nested deeper than ${deepest} levels`)
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function decoded(literal: string): string {
  const string = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1)
  if (string.includes('\0')) throw bad('contains the character U+0000')
  // RFC 7493 §2.1. PostgreSQL refuses it too, inside of JSON.
  if (!string.isWellFormed()) throw bad('contains half of a character (a lone surrogate)')
  return string
}

function checkKey(keys: Set<string> | null | undefined, key: string): void {
  if (!keys) return
  if (key === '__proto__') throw bad('contains the key __proto__')
  if (keys.has(key)) throw bad(`contains the key ${JSON.stringify(key.slice(0, 100))} twice`)
  keys.add(key)
}

function bad(what: string): AppError {
  return new AppError('invalid_input', `The body ${what}.`, { errors: [{ path: '', message: what }] })
}
