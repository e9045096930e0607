/** The tokens of an address header (RFC 5322 §3.2): each character is looked at once, whatever is not closed. */

export interface Token {
  kind: 'word' | 'quoted' | 'comment' | 'angle' | 'special'
  text: string
  spaceBefore: boolean
  /** A quote, comment or bracket was not closed. */
  broken: boolean
}

export function* tokensOf(header: string): Generator<Token> {
  let at = 0
  let spaceBefore = false
  // Without a last quotation mark that closes, looking for it again at each escaped one would be quadratic.
  let quotesClose = true
  while (at < header.length) {
    const char = header[at] as string
    if (/\s/.test(char)) {
      spaceBefore = true
      at += 1
      continue
    }
    const token =
      char === '"'
        ? quotesClose
          ? quotedAt(header, at)
          : strayQuote(at)
        : char === '('
          ? commentAt(header, at)
          : char === '<'
            ? angleAt(header, at)
            : plainAt(header, at)
    if (char === '"' && token.broken) quotesClose = false
    yield { kind: token.kind, text: token.text, spaceBefore, broken: token.broken }
    spaceBefore = false
    at = token.end
  }
}

interface Scanned {
  kind: Token['kind']
  text: string
  end: number
  broken: boolean
}

function quotedAt(header: string, at: number): Scanned {
  let text = ''
  for (let i = at + 1; i < header.length; i += 1) {
    const char = header[i] as string
    if (char === '\\' && i + 1 < header.length) {
      i += 1
      text += header[i]
    } else if (char === '"') return { kind: 'quoted', text, end: i + 1, broken: false }
    else text += char
  }
  return strayQuote(at)
}

// Never closed: the quote was a slip, and the rest is read without it.
function strayQuote(at: number): Scanned {
  return { kind: 'word', text: '', end: at + 1, broken: true }
}

function commentAt(header: string, at: number): Scanned {
  let text = ''
  let depth = 0
  for (let i = at; i < header.length; i += 1) {
    const char = header[i] as string
    if (char === '\\' && i + 1 < header.length) {
      i += 1
      text += header[i]
    } else if (char === '(') {
      depth += 1
      if (depth > 1) text += char
    } else if (char === ')') {
      depth -= 1
      if (depth === 0) return { kind: 'comment', text, end: i + 1, broken: false }
      text += char
    } else text += char
  }
  return { kind: 'comment', text, end: header.length, broken: true }
}

function angleAt(header: string, at: number): Scanned {
  let text = ''
  let quoted = false
  for (let i = at + 1; i < header.length; i += 1) {
    const char = header[i] as string
    if (quoted && char === '\\' && i + 1 < header.length) {
      text += char + header[i + 1]
      i += 1
      continue
    }
    if (char === '"') quoted = !quoted
    if (char === '>' && !quoted) return { kind: 'angle', text, end: i + 1, broken: false }
    if (char === '<' && !quoted) return { kind: 'angle', text, end: i, broken: true }
    text += char
  }
  return { kind: 'angle', text: text.split(/[,;]/)[0] ?? '', end: header.length, broken: true }
}

function plainAt(header: string, at: number): Scanned {
  const first = header[at] as string
  if (first === ',' || first === ';' || first === ':') return { kind: 'special', text: first, end: at + 1, broken: false }
  let end = at
  let literal = false
  while (end < header.length) {
    const char = header[end] as string
    if (char === '[') literal = true
    if (char === ']') literal = false
    if (/[\s"(<,;]/.test(char) || (char === ':' && !literal)) break
    end += 1
  }
  return { kind: 'word', text: header.slice(at, Math.max(end, at + 1)), end: Math.max(end, at + 1), broken: first === '>' || first === ')' }
}
