import { actorLabels, eventLabels } from './event-labels.ts'
import { guardLabels } from './guard-labels.ts'
import type { Language } from './refusal-sentences.ts'
import type { Guard, GuardName, Lifecycle, Transition } from './types.ts'

/**
 * A lifecycle as Mermaid text. Rows that lead from one status to another share one arrow; rows that stay or refuse have none.
 *
 * @example
 * diagram(inbox, 'en')
 * // stateDiagram-v2
 * //   state "New" as s_new
 * //   …
 */
export function diagram(lifecycle: Lifecycle, lang: Language = 'en'): string {
  const states = Object.entries(lifecycle.statuses).map(([key, status]) => `  state "${escape(status.label[lang])}" as ${idOf(key)}`)
  const arrows = [...arrowsOf(lifecycle, lang)].map(([ends, labels]) => `  ${ends} : ${[...labels].join(' / ')}`)
  const ends = Object.entries(lifecycle.statuses).flatMap(([key, status]) => (status.final ? [`  ${idOf(key)} --> [*]`] : []))
  return ['stateDiagram-v2', ...states, ...arrows, ...ends, ''].join('\n')
}

function arrowsOf(lifecycle: Lifecycle, lang: Language): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>()
  const draw = (from: string | null, to: string, label: string) => {
    const ends = `${from === null ? '[*]' : idOf(from)} --> ${idOf(to)}`
    arrows.set(ends, (arrows.get(ends) ?? new Set()).add(label))
  }
  if (!lifecycle.transitions.some((row) => row.on === 'created')) draw(null, lifecycle.initial, escape(eventLabels.created[lang]))
  for (const row of lifecycle.transitions) {
    const to = row.to
    if (row.refuse || to === undefined || to === 'stay') continue
    for (const from of row.from.length === 0 ? [null] : row.from) if (from !== to) draw(from, to, labelOf(row, lang))
  }
  return arrows
}

/** What happens, by whom, and on which condition: `Close (admin) [confirmed]`. Who creates a ticket is of no interest. */
function labelOf(row: Transition, lang: Language): string {
  const people = row.on === 'created' ? '' : ` (${row.by.map((kind) => actorLabels[kind][lang]).join(', ')})`
  const guards = (row.when ?? []).map((guard) => wordOf(guard, lang)).join(', ')
  return escape(`${eventLabels[row.on][lang]}${people}${guards === '' ? '' : ` [${guards}]`}`)
}

function wordOf(guard: Guard, lang: Language): string {
  const isNegated = guard.startsWith('!')
  const words = guardLabels[(isNegated ? guard.slice(1) : guard) as GuardName]
  return (isNegated ? words.isNot : words.is)[lang]
}

/** Keys such as `end` or `note` are words of Mermaid itself. */
function idOf(key: string): string {
  return `s_${key}`
}

/** Mermaid reads `#code;` as a character. Labels are written by admins, so everything that could end one is replaced. */
function escape(text: string): string {
  return text.replace(/[#;:"<>{}|\\`%&]|--|[\p{Cc}\u2028\u2029]+/gu, (found) => {
    if (found === '--') return '#45;#45;'
    return /[\p{Cc}\u2028\u2029]/u.test(found) ? ' ' : `#${found.codePointAt(0)};`
  })
}
