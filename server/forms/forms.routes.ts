import { type Http, route } from '../platform/http/index.ts'
import { addItem, changeItem } from './change-form.ts'
import { addField, changeField } from './fields.ts'
import {
  ChangeCategory,
  ChangeField,
  ChangeInquiryType,
  ChangeType,
  CreateCategory,
  CreateField,
  CreateInquiryType,
  CreateType,
  DeskIn,
  FormView,
  ItemIn,
  TypeIn,
} from './forms.schema.ts'
import { getForm } from './read-form.ts'

const common = { tag: 'Forms', access: 'staff' } as const
const managed = { ...common, permission: 'settings.manage' } as const

/** Every change answers with the whole form as it is then. */
export function formRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/desks/:id/form',
    summary: 'What a desk asks about its tickets: types, inquiry types, fields, categories',
    params: DeskIn,
    response: { 200: FormView },
    handle: ({ ctx, params }) => getForm(ctx, params.id),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/desks/:id/types',
    summary: 'Add a type',
    params: DeskIn,
    body: CreateType,
    response: { 201: FormView },
    handle: ({ ctx, params, body }) => addItem(ctx, { deskId: params.id, part: 'type' }, body),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/desks/:id/types/:key',
    summary: 'Rename, move or retire a type',
    params: TypeIn,
    body: ChangeType,
    response: { 200: FormView },
    handle: ({ ctx, params, body }) => changeItem(ctx, { deskId: params.id, part: 'type', item: params.key }, body),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/desks/:id/inquiry-types',
    summary: 'Add an inquiry type',
    params: DeskIn,
    body: CreateInquiryType,
    response: { 201: FormView },
    handle: ({ ctx, params, body }) => addItem(ctx, { deskId: params.id, part: 'inquiry_type' }, body),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/desks/:id/inquiry-types/:item',
    summary: 'Rename, move or retire an inquiry type',
    params: ItemIn,
    body: ChangeInquiryType,
    response: { 200: FormView },
    handle: ({ ctx, params, body }) => changeItem(ctx, { deskId: params.id, part: 'inquiry_type', item: params.item }, body),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/desks/:id/fields',
    summary: 'Add a field; its kind stays as it is',
    params: DeskIn,
    body: CreateField,
    response: { 201: FormView },
    handle: ({ ctx, params, body }) => addField(ctx, params.id, body),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/desks/:id/fields/:item',
    summary: 'Change, move or retire a field; choices that are left out are retired',
    params: ItemIn,
    body: ChangeField,
    response: { 200: FormView },
    handle: ({ ctx, params, body }) => changeField(ctx, { deskId: params.id, item: params.item }, body),
  })

  route(http, {
    ...managed,
    method: 'POST',
    url: '/desks/:id/categories',
    summary: 'Add a category, at the top or below another one',
    params: DeskIn,
    body: CreateCategory,
    response: { 201: FormView },
    handle: ({ ctx, params, body }) => addItem(ctx, { deskId: params.id, part: 'category' }, body),
  })

  route(http, {
    ...managed,
    method: 'PATCH',
    url: '/desks/:id/categories/:item',
    summary: 'Rename, move or retire a category; what is below it moves with it',
    params: ItemIn,
    body: ChangeCategory,
    response: { 200: FormView },
    handle: ({ ctx, params, body }) => changeItem(ctx, { deskId: params.id, part: 'category', item: params.item }, body),
  })
}
