import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { addAddressOf, changeAddress, removeAddress } from './addresses.ts'
import { changeDesk } from './change-desk.ts'
import { createDesk } from './create-desk.ts'
import { deskSummaries } from './desk-summaries.ts'
import { AddAddress, AddressId, ChangeAddress, ChangeDesk, CreateDesk, Desk, DeskId, DeskSummary, MailHelp } from './desks.schema.ts'
import { deskIn, getDesk } from './get-desk.ts'
import { mailHelp } from './mail-help.ts'

const tag = 'Desks'

export function deskRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/desks',
    summary: 'The desks you work on',
    tag,
    access: 'staff',
    response: { 200: itemsOf(DeskSummary) },
    handle: async ({ ctx }) => ({ items: await ctx.transaction((tx) => deskSummaries(tx, ctx.actor)) }),
  })

  route(http, {
    method: 'POST',
    url: '/desks',
    summary: 'Make a desk',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    body: CreateDesk,
    response: { 201: Desk },
    handle: ({ ctx, body }) => ctx.transaction(async (tx) => deskIn(tx, (await createDesk(ctx.app, tx, body, ctx.actor.userId)).id)),
  })

  route(http, {
    method: 'GET',
    url: '/desks/:id',
    summary: 'One desk with its addresses and settings',
    tag,
    access: 'staff',
    params: DeskId,
    response: { 200: Desk },
    handle: ({ ctx, params }) => getDesk(ctx, params.id),
  })

  route(http, {
    method: 'PATCH',
    url: '/desks/:id',
    summary: 'Change a desk',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: DeskId,
    body: ChangeDesk,
    response: { 200: Desk },
    handle: async ({ ctx, params, body }) => {
      await changeDesk(ctx, params.id, body)
      return getDesk(ctx, params.id)
    },
  })

  route(http, {
    method: 'POST',
    url: '/desks/:id/addresses',
    summary: 'Give a desk a mail address',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: DeskId,
    body: AddAddress,
    response: { 201: Desk },
    handle: async ({ ctx, params, body }) => {
      await addAddressOf(ctx, params.id, body)
      return getDesk(ctx, params.id)
    },
  })

  route(http, {
    method: 'PATCH',
    url: '/desks/:id/addresses/:address',
    summary: 'Change how mail reaches an address',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: AddressId,
    body: ChangeAddress,
    response: { 200: Desk },
    handle: async ({ ctx, params, body }) => {
      await changeAddress(ctx, { deskId: params.id, addressId: params.address }, body)
      return getDesk(ctx, params.id)
    },
  })

  route(http, {
    method: 'DELETE',
    url: '/desks/:id/addresses/:address',
    summary: 'Give up a mail address',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: AddressId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removeAddress(ctx, { deskId: params.id, addressId: params.address }),
  })

  route(http, {
    method: 'GET',
    url: '/desks/:id/mail-help',
    summary: 'How to send a first mail to this desk',
    tag,
    access: 'staff',
    params: DeskId,
    response: { 200: MailHelp },
    handle: ({ ctx, params }) => mailHelp(ctx, params.id),
  })
}
