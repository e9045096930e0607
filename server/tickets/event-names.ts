/** What an event is called in the log of a ticket. `who` is a name or “Statedesk”; names stand for the ids the event holds. */
export interface EventNames {
  readonly who: string
  person(id: unknown): string
  team(id: unknown): string
  label(id: unknown): string
  ticket(id: unknown): string
  status(key: unknown): string
  /** A type by its key; an inquiry type, a field or a category by its id. */
  item(ref: unknown): string
}

export type EventWords = Readonly<Record<string, unknown>>
type Sentence = (names: EventNames, data: EventWords, details: EventWords) => string
export type EventSentences = Readonly<Record<string, Sentence>>

export function say(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The details hold all of it. */
export function short(value: unknown): string {
  const text = say(value).replace(/\s+/g, ' ')
  return text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`
}
