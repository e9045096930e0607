/**
 * A condition over records of one kind (tickets): what a saved view shows, when a trigger fires. It is data: it comes as
 * JSON, is checked by `parseCondition` against a catalogue of fields, and means the same in a query and in memory.
 */
export type Condition = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | Test

/** One field held against a value. */
export interface Test {
  readonly field: string
  readonly op: Operator
  /** As the operator wants it; absent for `empty` and `present`. */
  readonly value?: Value
}

export type Value = Scalar | readonly Scalar[] | Duration

export type Scalar = string | number | boolean

export interface Duration {
  readonly amount: number
  readonly unit: DurationUnit
}

export const durationUnits = ['minutes', 'hours', 'days', 'weeks'] as const
export type DurationUnit = (typeof durationUnits)[number]

/** What a field holds. `id`: the id of something, as a string. `set`: several ids, or keys. `person`: the id of an agent; a condition may say `me`. */
export const fieldKinds = ['choice', 'id', 'person', 'set', 'text', 'number', 'date', 'boolean'] as const
export type FieldKind = (typeof fieldKinds)[number]

export interface Field {
  readonly kind: FieldKind
  /** The keys a choice can be; without them any short key is taken. */
  readonly choices?: readonly string[]
  /** Of a set: what is in it. Default: ids. */
  readonly of?: 'ids' | 'keys'
}

export type Catalogue = Readonly<Record<string, Field>>

/** Stands for whoever looks. */
export const me = 'me'

const held = ['empty', 'present'] as const
const single = ['is', 'is_not', 'one_of', 'none_of', ...held] as const

/** What can be asked of each kind of field, in the order in which people are offered it. */
export const operatorsOf = {
  choice: single,
  id: single,
  person: single,
  set: ['has_any', 'has_all', 'has_none', ...held],
  text: ['contains', 'contains_not', 'is', 'is_not', 'starts_with', ...held],
  number: ['is', 'is_not', 'less_than', 'more_than', ...held],
  date: ['in_last', 'older_than', 'in_next', 'between', 'before', 'after', ...held],
  boolean: ['is'],
} as const satisfies Record<FieldKind, readonly string[]>

export type Operator = (typeof operatorsOf)[FieldKind][number]

/** Who looks, and when: what `me` and “in the last week” mean. */
export interface Circumstances {
  /** Null where nobody looks, as when a timer asks: then nothing is “me”. */
  readonly me: string | null
  readonly now: Date
}
