import type { Actor } from '../access/index.ts'
import {
  checkFields,
  type FieldProblem,
  type FieldValue,
  type FieldValues,
  type Form,
  hasCategories,
  isOffered,
  sayValue,
  wholeForm,
} from '../forms/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import type { Door } from './door.ts'
import { type Channel, isUnresolved, type Ticket } from './ticket.ts'

/** What a ticket is about, as somebody asks for it: as far as it is said. */
export interface AboutInput {
  readonly type?: string
  readonly inquiryType?: number | null
  /** Values by the id of the field. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly processingCategory?: number | null
}

/** Programs also fill in what is not for people. */
export function isPerson(actor: Actor): boolean {
  return !(actor.kind === 'system' || (actor.kind === 'staff' && actor.isService))
}

/**
 * The values of a ticket to come.
 * @throws invalid_input with everything that is wrong, each at its place
 */
export function aboutNewTicket(
  form: Form,
  actor: Actor,
  { type, inquiryType = null, fields = {}, channel }: AboutInput & { channel?: Channel },
  { chooseChannel }: { chooseChannel: boolean },
): FieldValues {
  const byPerson = isPerson(actor)
  const checked = checkFields(form, { inquiryType, given: fields, held: {}, byPerson, isNew: true })
  const channelProblem =
    byPerson && !chooseChannel && channel !== undefined && channel !== 'created'
      ? [{ path: 'channel', message: 'must be “created”: on this desk it is so for every ticket that is written down by hand' }]
      : []
  refuse([...typeProblem(form, type), ...inquiryTypeProblem(form, inquiryType), ...channelProblem, ...checked.problems])
  return checked.values
}

/** Changes what a ticket is about; each change is logged with what it was before. */
export function changeAbout(door: Door, form: Form, input: AboutInput): void {
  const { ticket } = door
  const type = input.type ?? ticket.type
  const inquiryType = input.inquiryType === undefined ? ticket.inquiryTypeId : input.inquiryType
  const category = input.processingCategory === undefined ? ticket.processingCategoryId : input.processingCategory
  const given = input.fields ?? {}
  const checked = checkFields(form, { inquiryType, given, held: ticket.fields, byPerson: isPerson(door.ctx.actor), isNew: false })
  refuse([
    ...(type === ticket.type ? [] : typeProblem(form, type)),
    ...(inquiryType === ticket.inquiryTypeId ? [] : inquiryTypeProblem(form, inquiryType)),
    ...checked.problems,
  ])
  if (type !== ticket.type) {
    door.log('ticket.type_changed', { from: ticket.type, to: type })
    ticket.type = type
  }
  if (inquiryType !== ticket.inquiryTypeId) {
    door.log('ticket.inquiry_type_changed', { from: ticket.inquiryTypeId, to: inquiryType })
    ticket.inquiryTypeId = inquiryType
  }
  for (const field of form.fields) {
    const [from, to] = [ticket.fields[field.id], checked.values[field.id]]
    if (!sameValue(from, to))
      door.log('ticket.field_changed', { field: field.id }, { from: sayValue(field, from), to: sayValue(field, to) })
  }
  ticket.fields = checked.values
  setCategory(door, form, category)
}

/** Files a ticket under a category; null takes it out. */
export function setCategory(door: Door, form: Form, category: number | null): void {
  const { ticket } = door
  if (category === ticket.processingCategoryId) return
  if (category !== null) requireOffered(form, category)
  door.log('ticket.category_changed', { from: ticket.processingCategoryId, to: category })
  ticket.processingCategoryId = category
}

function requireOffered(form: Form, category: number): void {
  if (!isOffered(form, category)) refuse([{ path: 'processingCategory', message: 'is not one of the categories of this desk' }])
}

/** Whether this desk wants a category before it lets go of a ticket, which has none. What is set aside needs none. */
export function lacksCategory(ticket: Ticket, { categoryRequired }: { categoryRequired: boolean }): boolean {
  return categoryRequired && ticket.processingCategoryId === null && !ticket.spamAt && !ticket.trashedAt && ticket.mergedIntoId === null
}

/** Whichever way a person resolves or closes it: by the menu, with a reply, for many at once. */
export async function requireCategory({ ctx, tx, before, ticket, settings }: Door): Promise<void> {
  if (
    ctx.actor.kind !== 'staff' ||
    ctx.actor.isService ||
    !before ||
    !isUnresolved(before) ||
    isUnresolved(ticket) ||
    !lacksCategory(ticket, settings)
  )
    return
  await refuseUnfiled(tx, ticket)
}

/**
 * What a person asks for now and what happens later: the category that comes with it is one of the desk's, and where it
 * `finishes` the ticket there is one.
 */
export async function requireCategoryLater(
  { ctx, tx, ticket, settings }: Door,
  { category, finishes }: { category: number | null | undefined; finishes: boolean },
): Promise<void> {
  if (category != null) return requireOffered(await wholeForm(tx, ticket.deskId), category)
  const program = ctx.actor.kind !== 'staff' || ctx.actor.isService
  const then = category === null ? { ...ticket, processingCategoryId: null } : ticket
  if (finishes && !program && isUnresolved(ticket) && lacksCategory(then, settings)) await refuseUnfiled(tx, ticket)
}

async function refuseUnfiled(tx: Tx, ticket: Ticket): Promise<void> {
  // A desk that asks for categories before it has any is not stuck.
  if (await hasCategories(tx, ticket.deskId))
    refuse([{ path: 'processingCategory', message: 'is missing: this desk files every ticket before it is resolved' }])
}

function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function typeProblem({ types }: Form, wanted: string | undefined): FieldProblem[] {
  if (wanted === undefined || types.some(({ key, retired }) => key === wanted && !retired)) return []
  const offered = types.filter((type) => !type.retired).map((type) => type.key)
  return [{ path: 'type', message: `must be one of ${offered.join(', ')} on this desk` }]
}

function inquiryTypeProblem({ inquiryTypes }: Form, wanted: number | null): FieldProblem[] {
  if (wanted === null || inquiryTypes.some(({ id, retired }) => id === wanted && !retired)) return []
  return [{ path: 'inquiryType', message: 'is not one of the inquiry types of this desk' }]
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return
  const shown = problems.slice(0, 3).map(({ path, message }) => `${path}: ${message}`)
  throw new AppError('invalid_input', `${shown.join('; ')}${problems.length > 3 ? '; …' : ''}. Nothing was changed.`, {
    errors: problems.slice(0, 100),
  })
}
