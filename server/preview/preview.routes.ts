import { type Http, route } from '../platform/http/index.ts'
import { signatureOfFirst, signatureOn } from './own-signature.ts'
import { previewContentRoute } from './preview-frame.ts'
import { previewMail } from './preview-mail.ts'
import { MailPreview, OfDesk, OfTicket, PreviewFirst, PreviewMail, SampleMail, SignatureView, TrialSent } from './preview.schema.ts'
import { previewSample, sendSample } from './sample-mail.ts'

const common = { tag: 'Prepared words', access: 'staff' } as const

export function previewRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'POST',
    url: '/tickets/:ref/preview',
    summary: 'The mail that a reply, a resolution or a hold would send, and what there is to say about its words',
    verbPermission: 'tickets.reply',
    params: OfTicket,
    body: PreviewMail,
    response: { 200: MailPreview },
    handle: ({ ctx, params, body }) => previewMail(ctx, params.ref, body),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/tickets/:ref/signature',
    summary: 'What will stand under a reply of yours on this ticket',
    params: OfTicket,
    response: { 200: SignatureView },
    handle: ({ ctx, params }) => signatureOn(ctx, params.ref),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/first-message/preview',
    summary: 'The mail that a first message of yours would send; its ticket has no number yet',
    verbPermission: 'tickets.create',
    params: OfDesk,
    body: PreviewFirst,
    response: { 200: MailPreview },
    handle: ({ ctx, params, body: { ticket, ...mail } }) =>
      previewMail(ctx, { deskId: params.id, about: ticket }, { ...mail, kind: 'reply' }),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/desks/:id/first-message/signature',
    summary: 'What will stand under a first message of yours on this desk',
    verbPermission: 'tickets.create',
    params: OfDesk,
    response: { 200: SignatureView },
    handle: ({ ctx, params }) => signatureOfFirst(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/mail-preview',
    summary: 'A mail of a desk as a customer would get it, about a ticket that is made up',
    permission: 'settings.manage',
    params: OfDesk,
    body: SampleMail,
    response: { 200: MailPreview },
    handle: ({ ctx, params, body }) => previewSample(ctx, params.id, body),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/desks/:id/mail-preview/send',
    summary: 'Send that mail to yourself',
    permission: 'settings.manage',
    params: OfDesk,
    body: SampleMail,
    response: { 200: TrialSent },
    handle: ({ ctx, params, body }) => sendSample(ctx, params.id, body),
  })

  previewContentRoute(http)
}
