import { z } from 'zod'
import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { applyToOpen, lastRun } from './apply-to-open.ts'
import { changePolicy, createPolicy, listPolicies, orderPolicies, removePolicy } from './policies.ts'
import { previewTerms } from './preview.ts'
import { ChangePolicy, CreatePolicy, OrderPolicies, PolicyId, PolicyView, PreviewIn, PreviewView, RunView } from './sla.schema.ts'

const common = { tag: 'Service levels', access: 'staff' } as const
const changing = { ...common, permission: 'settings.manage' } as const

export function slaRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/sla/policies',
    summary: 'What is promised, in the order in which it is looked for: a ticket gets the first that is for one like it',
    response: { 200: itemsOf(PolicyView) },
    handle: async ({ ctx }) => ({ items: await listPolicies(ctx) }),
  })

  route(http, {
    ...changing,
    method: 'POST',
    url: '/sla/policies',
    summary: 'Add a service level, as the last of the list',
    body: CreatePolicy,
    response: { 201: PolicyView },
    handle: ({ ctx, body }) => createPolicy(ctx, body),
  })

  route(http, {
    ...changing,
    method: 'PUT',
    url: '/sla/order',
    summary: 'Put all service levels into another order',
    body: OrderPolicies,
    response: { 200: itemsOf(PolicyView) },
    handle: async ({ ctx, body }) => ({ items: await orderPolicies(ctx, body.ids) }),
  })

  route(http, {
    ...changing,
    method: 'PATCH',
    url: '/sla/policies/:id',
    summary: 'Change a service level, or switch it on or off; open tickets keep theirs until it is applied to them',
    params: PolicyId,
    body: ChangePolicy,
    response: { 200: PolicyView },
    handle: ({ ctx, params, body }) => changePolicy(ctx, params.id, body),
  })

  route(http, {
    ...changing,
    method: 'DELETE',
    url: '/sla/policies/:id',
    summary: 'Remove a service level; tickets that have it keep it',
    params: PolicyId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => removePolicy(ctx, params.id),
  })

  route(http, {
    ...changing,
    method: 'POST',
    url: '/sla/preview',
    summary: 'When what would be due for a ticket, by terms that need not be kept; changes nothing',
    body: PreviewIn,
    response: { 200: PreviewView },
    handle: ({ ctx, body }) => previewTerms(ctx, body),
  })

  route(http, {
    ...changing,
    method: 'GET',
    url: '/sla/apply',
    summary: 'How far the newest application to open tickets is',
    response: { 200: z.object({ run: RunView.nullable() }) },
    handle: async ({ ctx }) => ({ run: await lastRun(ctx) }),
  })

  route(http, {
    ...changing,
    method: 'POST',
    url: '/sla/apply',
    summary: 'Apply the service levels and business hours of now to all open tickets, from their beginning',
    response: { 202: RunView },
    handle: ({ ctx }) => applyToOpen(ctx),
  })
}
