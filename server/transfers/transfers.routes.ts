import { z } from 'zod'
import { type Http, route } from '../platform/http/index.ts'
import { refIn } from '../tickets/index.ts'
import { readTransfers, transferDesk, transferDesks } from './read-transfers.ts'
import { DeskIn, TransferDesk, TransferDeskForm, TransfersView } from './transfers.schema.ts'

const common = { tag: 'Transfers', access: 'staff' } as const

/** The acts themselves are actions of a ticket: `transfer-to-desk`, `request-guide`, `customer-told`. */
export function transferRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/transfers',
    summary: 'What a ticket was handed on as, what it was made of, and what its customer is to be told',
    params: refIn,
    response: { 200: TransfersView },
    handle: ({ ctx, params }) => readTransfers(ctx, params.ref),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/transfer-desks',
    summary: 'The desks that take tickets from other ones',
    permission: 'tickets.assign',
    response: { 200: z.object({ items: z.array(TransferDesk) }) },
    handle: async ({ ctx }) => ({ items: await transferDesks(ctx) }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/transfer-desks/:id',
    summary: 'What such a desk asks about the ticket it gets: types, inquiry types and fields',
    permission: 'tickets.assign',
    params: DeskIn,
    response: { 200: TransferDeskForm },
    handle: ({ ctx, params }) => transferDesk(ctx, params.id),
  })
}
