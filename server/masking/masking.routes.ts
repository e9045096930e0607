import { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { type Http, nothing, route } from '../platform/http/index.ts'
import { findTicket, requirePermission, shownMessageOf } from '../tickets/index.ts'
import { maskWords } from './mask-words.ts'
import { MaskCount, MaskedAnswer, type MaskWords, MaskWordsIn, OriginalWords, onMask, onMessage } from './masking.schema.ts'
import { planMask } from './plan-mask.ts'
import { lookBehindMask, unmask } from './unmask.ts'

const common = { tag: 'messages', access: 'staff' } as const

export function maskingRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/messages/:id/masks',
    summary: 'Put asterisks in the place of words, and seal the words',
    verbPermission: 'tickets.edit',
    params: onMessage,
    body: MaskWordsIn,
    response: { 200: MaskedAnswer },
    handle: async ({ ctx, params, body }) => {
      const masked = await maskWords(ctx, { ticketId: params.ref, messageId: params.id, input: body })
      return { ...masked, message: await ctx.transaction((tx) => shownMessageOf(ctx, tx, params.id)) }
    },
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/messages/:id/mask-count',
    summary: 'In how many places of the ticket the same words stand; nothing is changed',
    verbPermission: 'tickets.edit',
    params: onMessage,
    body: MaskWordsIn,
    response: { 200: MaskCount },
    handle: ({ ctx, params, body }) => countPlaces(ctx, params, body),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/messages/:id/masks/:mask/read',
    summary: 'Read what is masked without unmasking it; that somebody did stands in the log',
    permission: 'messages.unmask',
    params: onMask,
    response: { 200: OriginalWords },
    handle: ({ ctx, params }) => lookBehindMask(ctx, { ticketId: params.ref, messageId: params.id, maskId: params.mask }),
  })

  route(http, {
    ...common,
    method: 'DELETE',
    url: '/tickets/:ref/messages/:id/masks/:mask',
    summary: 'Put the words back; with `together` wherever they were masked at once',
    permission: 'messages.unmask',
    params: onMask,
    query: z.strictObject({ together: z.literal('1').optional() }),
    response: { 204: nothing },
    handle: ({ ctx, params, query }) =>
      unmask(ctx, { ticketId: params.ref, messageId: params.id, maskId: params.mask, together: query.together === '1' }),
  })
}

function countPlaces(ctx: Context<StaffActor>, { ref, id }: { ref: string; id: number }, input: MaskWords) {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    requirePermission(ctx, 'tickets.edit')
    const plan = await planMask(ctx.app, tx, { ticket, messageId: id, input: { ...input, everywhere: true } })
    return { here: plan.here, ticket: plan.occurrences, messages: plan.messages.length, head: plan.ticket !== null }
  })
}
