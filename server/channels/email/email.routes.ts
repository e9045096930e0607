import { z } from 'zod'
import { type Http, nothing, pageOf, route } from '../../platform/http/index.ts'
import { outboxContentRoute } from './outbox-content.ts'
import { OutboxList, OutboxMail, OutboxQuery, QuarantinedMail, QuarantineQuery, RowId, TestMailSent } from './outbox.schema.ts'
import { listOutbox, readOutboxMail, retryOutboxMail } from './outbox-views.ts'
import { listQuarantine, replayMail } from './quarantine.ts'
import { sendTestMail } from './send-test-mail.ts'
import { testMailbox, testRelay } from './trial/test-way-out.ts'
import { MailTrial, TestMailbox, TestRelay } from './trial/trial.schema.ts'

const tag = 'mail'

export function emailRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/outbox',
    summary: 'Outgoing mail, newest first',
    tag,
    access: 'staff',
    query: OutboxQuery,
    response: { 200: OutboxList },
    handle: ({ ctx, query }) => listOutbox(ctx, query),
  })

  route(http, {
    method: 'GET',
    url: '/outbox/:id',
    summary: 'One outgoing mail, exactly as it leaves',
    tag,
    access: 'staff',
    params: RowId,
    response: { 200: OutboxMail },
    handle: ({ ctx, params }) => readOutboxMail(ctx, params.id),
  })

  route(http, {
    method: 'POST',
    url: '/outbox/:id/retry',
    summary: 'Try a mail again now',
    tag,
    access: 'staff',
    permission: 'tickets.reply',
    params: RowId,
    response: { 202: z.object({ state: z.literal('waiting') }) },
    handle: ({ ctx, params }) => retryOutboxMail(ctx, params.id),
  })

  route(http, {
    method: 'GET',
    url: '/quarantine',
    summary: 'Mails that could not be read',
    tag,
    access: 'staff',
    permission: 'mail.replay',
    query: QuarantineQuery,
    response: { 200: pageOf(QuarantinedMail) },
    handle: ({ ctx, query }) => listQuarantine(ctx, query),
  })

  route(http, {
    method: 'POST',
    url: '/quarantine/:id/replay',
    summary: 'Read a mail again',
    tag,
    access: 'staff',
    permission: 'mail.replay',
    params: RowId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => replayMail(ctx, params.id),
  })

  route(http, {
    method: 'POST',
    url: '/desks/:id/test-mail',
    summary: 'Send a real test mail to a desk',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: RowId,
    response: { 200: TestMailSent },
    handle: ({ ctx, params }) => sendTestMail(ctx, params.id),
  })

  route(http, {
    method: 'POST',
    url: '/desks/:id/relay/test',
    summary: 'Try a relay up to the sender’s address, without sending anything, and say in which step it fails; takes up to a minute',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: RowId,
    body: TestRelay,
    response: { 200: MailTrial },
    handle: ({ ctx, params, body }) => testRelay(ctx, params.id, body),
  })

  route(http, {
    method: 'POST',
    url: '/desks/:id/mailbox/test',
    summary: 'Sign in to a mailbox and open its folder, without reading anything, and say in which step it fails; takes up to a minute',
    tag,
    access: 'staff',
    permission: 'settings.manage',
    params: RowId,
    body: TestMailbox,
    response: { 200: MailTrial },
    handle: ({ ctx, params, body }) => testMailbox(ctx, params.id, body),
  })

  outboxContentRoute(http)
}
