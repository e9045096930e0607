import type { z } from 'zod'
import { type Field, operatorsOf } from '../../conditions/index.ts'
import type { StaffActor } from '../access/index.ts'
import { deskSummaries } from '../desks/index.ts'
import type { Label } from '../../lifecycle/index.ts'
import { type Form, type Name, wholeForm } from '../forms/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { conditionFields, conditionFieldsWith, customField } from '../tickets/index.ts'
import { choiceLabels, described, plainLabel } from './field-labels.ts'
import type { ConditionField } from './search-fields.schema.ts'

export type FieldOut = Omit<z.input<typeof ConditionField>, 'offered'>
type Choices = NonNullable<FieldOut['choices']>

/** Every field that can be asked of the tickets of these desks, with what it can be called and be. */
export async function conditionFieldsOf(tx: Tx, desks: StaffActor['desks']): Promise<FieldOut[]> {
  const [summaries, forms] = await together([deskSummaries(tx, { desks }), together([...desks.keys()].map((id) => wholeForm(tx, id)))])
  const choices: Record<string, Choices> = {
    status: distinct(
      summaries.flatMap(({ lifecycle }) => lifecycle.statuses.map(({ key, label, colour }) => ({ value: key, label, colour }))),
    ),
    type: distinct(forms.flatMap(({ types }) => types.map(({ key, name }) => ({ value: key, label: labelOf(name) })))),
    inquiryType: forms.flatMap(({ inquiryTypes }) => inquiryTypes.map(({ id, name }) => ({ value: String(id), label: labelOf(name) }))),
    processingCategory: forms.flatMap(({ categories }) => categoryChoices(categories)),
  }
  const places = Object.keys(described)
  const place = (key: string) => (places.includes(key) ? places.indexOf(key) : places.length)
  const everywhere = Object.entries(conditionFields)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([key, field]) => fieldOf(key, field, choices[key] ?? choicesOf(key, field)))
  return [...everywhere, ...forms.flatMap(({ fields }) => ownFields(fields))]
}

/** The fields that an admin gave a desk. */
function ownFields(fields: Form['fields']): FieldOut[] {
  const catalogue = conditionFieldsWith(fields)
  return fields.map(({ id, name, options }) => {
    const key = customField(id)
    const { kind } = catalogue[key] as Field
    const choices = options.length === 0 ? null : options.map((option) => ({ value: option.key, label: labelOf(option.name) }))
    return { key, kind, label: labelOf(name), group: 'own', operators: [...operatorsOf[kind]], choices, lookup: null }
  })
}

/** Each with the names of those above it. */
function categoryChoices(categories: Form['categories']): Choices {
  return categories.map(({ id, path }) => {
    const names = path.flatMap((one) => categories.filter((other) => other.id === one).map(({ name }) => labelOf(name)))
    const joined = (language: keyof Label) => names.map((name) => name[language]).join(' › ')
    return { value: String(id), label: { en: joined('en'), ja: joined('ja'), ko: joined('ko') } }
  })
}

function labelOf({ en, ja, ko }: Name): Label {
  return { en, ja: ja ?? en, ko: ko ?? en }
}

/** Desks share what they call alike. */
function distinct(choices: Choices): Choices {
  return [...new Map(choices.toReversed().map((choice) => [choice.value, choice])).values()].toReversed()
}

/** What people can be asked to choose: its values are listed somewhere, or typed. Others stand in conditions of programs. */
export function canBeAsked({ kind, choices, lookup }: FieldOut): boolean {
  if (kind === 'text' || kind === 'number' || kind === 'date' || kind === 'boolean') return true
  return (choices?.length ?? 0) > 0 || (lookup !== null && lookup !== 'contacts')
}

function fieldOf(key: string, field: Field, choices: Choices | null): FieldOut {
  const { label, group, lookup } = described[key] ?? { label: plainLabel(key), group: 'ticket' as const, lookup: undefined }
  return { key, kind: field.kind, label, group, operators: [...operatorsOf[field.kind]], choices, lookup: lookup ?? null }
}

/** In the order in which the words are written, which is that of people: the most urgent first. */
function choicesOf(key: string, { choices }: Field): Choices | null {
  if (!choices) return null
  const known = choiceLabels[key] ?? {}
  const inOrder = [...Object.keys(known).filter((value) => choices.includes(value)), ...choices.filter((value) => !(value in known))]
  return inOrder.map((value) => ({ value, label: known[value] ?? plainLabel(value) }))
}
