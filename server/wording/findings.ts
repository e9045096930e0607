import { type Body, linksOf, visibleTexts, type VisibleText } from '../messages/body/index.ts'
import { isVariable, variablesIn } from '../variables/index.ts'
import { mentionsAttachment } from './attachment-words.ts'
import { bracesOf } from './fill-body.ts'
import { type Matcher, matchWords } from './match-words.ts'

/** Where something stands: a block of the body, and from where to where in its visible words. */
export interface Place {
  readonly block: string
  readonly start: number
  readonly end: number
  /** The words themselves, and some of those around them. */
  readonly before: string
  readonly found: string
  readonly after: string
}

export interface Finding {
  readonly kind: 'restricted_word' | 'unknown_variable' | 'unfilled_variable' | 'missing_attachment' | 'no_recipient'
  /** `block`: it is not sent so. `warn`: it is sent once somebody said that it is meant so. `note`: good to know. */
  readonly effect: 'block' | 'warn' | 'note'
  /** The word of the list, the variable, or the word that speaks of a file. */
  readonly phrase: string
  readonly hint: string
  readonly places: readonly Place[]
}

export interface Outgoing {
  readonly body: Body
  readonly hasFiles: boolean
  /** Values of the ticket that were filled in: what looks like a variable in them is none. */
  readonly literals: readonly string[]
}

const context = 40
const mostPlaces = 20

/** What is to be said about words before they go to a customer. */
export function findingsIn({ body, hasFiles, literals }: Outgoing, matcher: Matcher): Finding[] {
  const texts = visibleTexts(body)
  const missing = hasFiles ? null : mentionsAttachment(texts)
  return [
    ...restricted(texts, matcher),
    ...variablesOf(texts, linksOf(body), literals),
    ...(missing
      ? [
          {
            kind: 'missing_attachment',
            effect: 'warn',
            phrase: wordsAt(texts, missing),
            hint: '',
            places: [placeIn(texts, missing)],
          } as const,
        ]
      : []),
  ]
}

function restricted(texts: readonly VisibleText[], matcher: Matcher): Finding[] {
  const found = new Map<string, Finding & { places: Place[] }>()
  for (const { block, text } of texts) {
    for (const { word, start, end } of matchWords(text, matcher)) {
      const one = found.get(word.phrase) ?? {
        kind: 'restricted_word' as const,
        effect: word.effect,
        phrase: word.phrase,
        hint: word.hint,
        places: [],
      }
      if (one.places.length < mostPlaces) one.places.push(placeOf(text, block, start, end))
      found.set(word.phrase, one)
    }
  }
  return [...found.values()]
}

function variablesOf(texts: readonly VisibleText[], links: readonly string[], literals: readonly string[]): Finding[] {
  const found = new Map<string, Finding & { places: Place[] }>()
  const note = (name: string, place?: Place) => {
    const kind = isVariable(name) ? ('unfilled_variable' as const) : ('unknown_variable' as const)
    const one = found.get(name) ?? { kind, effect: 'block' as const, phrase: name, hint: '', places: [] }
    if (place && one.places.length < mostPlaces) one.places.push(place)
    found.set(name, one)
  }
  for (const { block, text, prose, quoted } of texts) {
    if (quoted) continue
    for (const { name, start, end } of variablesIn(without(prose, literals))) note(name, placeOf(text, block, start, end))
  }
  for (const href of links) for (const { name } of variablesIn(bracesOf(href))) note(name)
  return [...found.values()]
}

/** The same length, with spaces where a value of the ticket stands. */
function without(text: string, literals: readonly string[]): string {
  return literals.reduce((left, literal) => (literal.includes('{{') ? left.replaceAll(literal, ' '.repeat(literal.length)) : left), text)
}

function placeIn(texts: readonly VisibleText[], { block, start, end }: { block: string; start: number; end: number }): Place {
  return placeOf(texts.find((one) => one.block === block)?.text ?? '', block, start, end)
}

function wordsAt(texts: readonly VisibleText[], place: { block: string; start: number; end: number }): string {
  return placeIn(texts, place).found
}

function placeOf(text: string, block: string, start: number, end: number): Place {
  const around = (words: string) => words.toWellFormed().replace(/\s+/g, ' ')
  const from = Math.max(0, start - context)
  const to = Math.min(text.length, end + context)
  return {
    block,
    start,
    end,
    before: `${from > 0 ? '…' : ''}${around(text.slice(from, start))}`,
    found: around(text.slice(start, end)),
    after: `${around(text.slice(end, to))}${to < text.length ? '…' : ''}`,
  }
}
