/** A name in the product's languages; English where a language has none. */
export interface Name {
  readonly en: string
  readonly ja?: string
  readonly ko?: string
}

/** What a form consists of. */
export const parts = ['type', 'inquiry_type', 'field', 'category'] as const
export type Part = (typeof parts)[number]

export const fieldKinds = ['text', 'long_text', 'number', 'date', 'choice', 'choices', 'checkbox', 'mail', 'phone'] as const
export type FormFieldKind = (typeof fieldKinds)[number]

export interface FieldOption {
  /** What tickets hold. */
  readonly key: string
  readonly name: Name
  /** Not to be chosen any more. */
  readonly retired?: boolean
}

export interface FieldContent {
  readonly kind: FormFieldKind
  readonly help: Name | null
  readonly options: readonly FieldOption[]
  readonly required: boolean
  /** Not for people: programs and rules fill it in. */
  readonly readOnly: boolean
  /** The inquiry types it is asked for; none: for all. */
  readonly inquiryTypes: readonly number[]
}

export interface FormItem {
  readonly id: number
  readonly name: Name
  readonly retired: boolean
  readonly version: number
}

export interface FormType extends Omit<FormItem, 'id'> {
  /** Null: one of those every desk starts with, and nobody has changed the list. */
  readonly id: number | null
  readonly key: string
}

export interface FormField extends FormItem, FieldContent {}

export interface FormCategory extends FormItem {
  readonly parent: number | null
  readonly path: readonly number[]
}

/** What a desk asks about its tickets, each list in its order; what is retired stands in it and is not offered. */
export interface Form {
  readonly types: readonly FormType[]
  readonly inquiryTypes: readonly FormItem[]
  readonly fields: readonly FormField[]
  readonly categories: readonly FormCategory[]
}

/** A row of `form_items`, as it is read. */
export interface FormRow extends FormItem {
  readonly part: Part
  readonly key: string | null
  readonly parent: number | null
  readonly path: readonly number[]
  readonly content: FieldContent
}

/** The types every desk starts with. Their keys are known to the API whatever a desk calls them. */
export const firstTypes: readonly { readonly key: string; readonly name: Name }[] = [
  { key: 'support_ticket', name: { en: 'Support ticket', ja: 'サポート', ko: '지원 요청' } },
  { key: 'customer_request', name: { en: 'Customer request', ja: 'お客様のご要望', ko: '고객 요청' } },
  { key: 'bug_report', name: { en: 'Bug report', ja: '不具合報告', ko: '버그 신고' } },
  { key: 'feature_request', name: { en: 'Feature request', ja: '機能追加のご要望', ko: '기능 제안' } },
]

/** A form out of its rows, which come in the order of their parts and positions. */
export function formOf(rows: readonly FormRow[]): Form {
  const of = (part: Part) => rows.filter((row) => row.part === part)
  const types = of('type').map(({ id, key, name, retired, version }) => ({ id, key: key ?? '', name, retired, version }))
  return {
    types: types.length > 0 ? types : firstTypes.map((type) => ({ ...type, id: null, retired: false, version: 1 })),
    inquiryTypes: of('inquiry_type').map(itemOf),
    fields: of('field').map((row) => ({ ...itemOf(row), ...row.content })),
    categories: inTreeOrder(of('category').map((row) => ({ ...itemOf(row), parent: row.parent, path: row.path }))),
  }
}

function itemOf({ id, name, retired, version }: FormRow): FormItem {
  return { id, name, retired, version }
}

/** Each category before those below it. */
function inTreeOrder(categories: readonly FormCategory[]): FormCategory[] {
  const below = new Map<number | null, FormCategory[]>()
  for (const one of categories) below.set(one.parent, [...(below.get(one.parent) ?? []), one])
  const walk = (parent: number | null): FormCategory[] => (below.get(parent) ?? []).flatMap((one) => [one, ...walk(one.id)])
  return walk(null)
}

/** Can be picked: neither it nor what it is below of is retired. */
export function isOffered(form: Form, id: number): boolean {
  const retired = new Set(form.categories.filter((one) => one.retired).map((one) => one.id))
  const category = form.categories.find((one) => one.id === id)
  return category !== undefined && !category.path.some((step) => retired.has(step))
}

/** Whether a field is asked of tickets with this inquiry type. */
export function isAsked({ retired, inquiryTypes }: FormField, inquiryType: number | null): boolean {
  return !retired && (inquiryTypes.length === 0 || (inquiryType !== null && inquiryTypes.includes(inquiryType)))
}
