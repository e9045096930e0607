import { readValue, type FieldValues } from './field-value.ts'
import { type Form, type FormField, isAsked } from './form.ts'

export interface AskedFields {
  readonly inquiryType: number | null
  /** As they came, by the id of the field. */
  readonly given: Readonly<Record<string, unknown>>
  /** What the ticket holds now. */
  readonly held: FieldValues
  /** People fill in a form; programs also set what is not for people. */
  readonly byPerson: boolean
  /** A new ticket: everything that is required must be there. Later only what is given is looked at. */
  readonly isNew: boolean
}

export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** The values a ticket will hold, and everything that is wrong with what was given, each at its place. */
export function checkFields(form: Form, asked: AskedFields): { values: FieldValues; problems: FieldProblem[] } {
  const values: Record<string, FieldValues[string]> = { ...asked.held }
  const problems: FieldProblem[] = []
  const wrong = (id: number | string, message: string) => problems.push({ path: `fields.${String(id).slice(0, 40)}`, message })

  const shown = form.fields.filter((field) => isAsked(field, asked.inquiryType))
  for (const [id, input] of Object.entries(asked.given)) {
    const field = shown.find((one) => String(one.id) === id)
    if (!field) wrong(id, whyNot(form, id))
    else if (field.readOnly && asked.byPerson) wrong(id, 'is filled in by programs only')
    else {
      const read = readValue(field, input, asked.held[id])
      if (!read.ok) wrong(id, read.message)
      else if (read.value !== null) values[id] = read.value
      else delete values[id]
    }
  }
  for (const field of shown) {
    const looked = asked.isNew || Object.hasOwn(asked.given, String(field.id))
    if (looked && isMissing(field, values, asked) && !problems.some(({ path }) => path === `fields.${field.id}`))
      wrong(field.id, 'is missing')
  }
  return { values, problems }
}

function isMissing(field: FormField, values: FieldValues, { byPerson }: AskedFields): boolean {
  return field.required && !(field.readOnly && byPerson) && !Object.hasOwn(values, String(field.id))
}

function whyNot(form: Form, id: string): string {
  const field = form.fields.find((one) => String(one.id) === id)
  if (!field) return 'is not a field of this desk'
  return field.retired ? 'is not asked for any more' : 'is not asked for with this inquiry type'
}
