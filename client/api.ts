import { createClient } from './client.ts'
import type * as T from './types.ts'

// The language of the page is the one its person chose.
const pageLanguage = () => (typeof document === 'undefined' ? undefined : document.documentElement.lang)
const client = createClient({ base: '/api/v1', language: pageLanguage })
const ticket = (reference: string) => `/tickets/${encodeURIComponent(reference)}`
const firstMessage = (desk: string) => `/desks/${desk}/first-message`

/** Every call of the web app, one line each, in the order of the API reference. */
export const api = {
  setup: {
    state: (token: string) => client.get<{ open: boolean }>('/setup', { token }),
    lifecycles: () => client.get<T.Items<T.LifecycleChoice>>('/setup/lifecycles'),
    finish: (body: T.SetupInput) => client.post<{ desk: { id: string } }>('/setup', body),
  },
  session: {
    get: () => client.get<{ me: T.Me }>('/session'),
    signIn: (email: string, password: string) => client.post<{ me: T.Me }>('/session', { email, password }),
    signOut: () => client.delete<void>('/session'),
    list: () => client.get<T.Items<T.SessionRow>>('/me/sessions'),
    end: (id: string) => client.delete<void>(`/me/sessions/${id}`),
  },
  me: {
    change: (body: T.MeChange) => client.patch('/me', body),
    password: (current: string, next: string) => client.post('/me/password', { current, next }),
    presence: (presence: T.Presence) => client.put('/me/presence', { presence }),
  },
  agents: {
    list: (desk?: string) => client.get<T.Items<T.Agent>>('/agents', { desk }),
    add: (body: T.AgentInput) => client.post('/agents', body),
    change: (id: string, body: T.AgentChange) => client.patch<T.Agent>(`/agents/${id}`, body),
    roles: () => client.get<T.Items<T.Role>>('/roles'),
  },
  teams: {
    list: () => client.get<T.Items<T.Team>>('/teams'),
    add: (body: T.TeamInput) => client.post('/teams', body),
    change: (id: string, body: T.TeamChange) => client.patch<T.Team>(`/teams/${id}`, body),
  },
  desks: {
    get: (id: string) => client.get<T.Desk>(`/desks/${id}`),
    add: (body: T.DeskInput) => client.post<T.Desk>('/desks', body),
    change: (id: string, body: T.DeskChange) => client.patch<T.Desk>(`/desks/${id}`, body),
    addAddress: (id: string, body: T.AddressInput) => client.post<T.Desk>(`/desks/${id}/addresses`, body),
    changeAddress: (id: string, address: string, body: T.AddressChange) => client.patch<T.Desk>(`/desks/${id}/addresses/${address}`, body),
    dropAddress: (id: string, address: string) => client.delete(`/desks/${id}/addresses/${address}`),
    testMail: (id: string) => client.post<{ accepted: true; ticket?: string }>(`/desks/${id}/test-mail`),
    testRelay: (id: string, relay?: T.RelayInput) => client.post<T.MailTrial>(`/desks/${id}/relay/test`, relay ? { relay } : {}),
    testMailbox: (id: string, body: T.MailboxTrial) => client.post<T.MailTrial>(`/desks/${id}/mailbox/test`, body),
    mailHelp: (id: string) => client.get<T.MailHelp>(`/desks/${id}/mail-help`),
    searchFields: (id: string) => client.get<T.DeskSearchFields>(`/desks/${id}/search-fields`),
    offerSearchFields: (id: string, body: T.DeskSearchFieldsChange) => client.put<T.DeskSearchFields>(`/desks/${id}/search-fields`, body),
  },
  forms: {
    get: (desk: string) => client.get<T.Form>(`/desks/${desk}/form`),
    add: <P extends keyof T.FormParts>(desk: string, part: P, body: T.FormParts[P]['add']) =>
      client.post<T.Form>(`/desks/${desk}/${part}`, body),
    change: <P extends keyof T.FormParts>(desk: string, part: P, item: string, body: T.FormParts[P]['change']) =>
      client.patch<T.Form>(`/desks/${desk}/${part}/${item}`, body),
  },
  calendars: {
    list: () => client.get<T.Items<T.Calendar>>('/calendars'),
    add: (body: T.CalendarInput) => client.post<T.Calendar>('/calendars', body),
    change: (id: string, body: T.CalendarChange) => client.patch<T.Calendar>(`/calendars/${id}`, body),
    drop: (id: string) => client.delete(`/calendars/${id}`),
    preview: (hours: T.HoursInput) => client.post<T.OpenNow>('/hours/preview', hours),
  },
  sla: {
    list: () => client.get<T.Items<T.ServicePolicy>>('/sla/policies'),
    add: (body: T.ServicePolicyInput) => client.post<T.ServicePolicy>('/sla/policies', body),
    change: (id: string, body: T.ServicePolicyChange) => client.patch<T.ServicePolicy>(`/sla/policies/${id}`, body),
    drop: (id: string) => client.delete(`/sla/policies/${id}`),
    order: (ids: string[]) => client.put<T.Items<T.ServicePolicy>>('/sla/order', { ids }),
    preview: (body: T.ServicePreviewInput) => client.post<T.ServicePreview>('/sla/preview', body),
    run: () => client.get<{ run: T.ServiceLevelRun | null }>('/sla/apply'),
    apply: () => client.post<T.ServiceLevelRun>('/sla/apply'),
  },
  labels: {
    list: () => client.get<T.Items<T.Label>>('/labels'),
    add: (body: T.LabelInput) => client.post<T.Label>('/labels', body),
    change: (id: string, body: T.LabelChange) => client.patch<T.Label>(`/labels/${id}`, body),
    drop: (id: string) => client.delete(`/labels/${id}`),
  },
  dashboard: (desk?: string) => client.get<T.Dashboard>('/dashboard', { desk }),
  announcements: {
    shown: (desk?: string) => client.get<T.Items<T.Announcement>>('/me/announcements', { desk }),
    read: (id: string) => client.post<void>(`/announcements/${id}/read`),
    list: () => client.get<T.Items<T.Announcement>>('/announcements'),
    add: (body: T.AnnouncementInput) => client.post<T.Announcement>('/announcements', body),
    change: (id: string, body: T.AnnouncementChange) => client.patch<T.Announcement>(`/announcements/${id}`, body),
    drop: (id: string) => client.delete<void>(`/announcements/${id}`),
  },
  customerInfo: {
    sources: () => client.get<T.Items<T.InfoSourceBrief>>('/customer-info'),
    ofTicket: (reference: string, source: string, refresh: boolean) =>
      client.get<T.Items<T.InfoResult>>(`${ticket(reference)}/customer-info`, { source, refresh: refresh || undefined }),
    search: (body: T.InfoSearch) => client.post<T.Items<T.InfoResult>>('/customer-info/search', body),
    list: () => client.get<T.Items<T.InfoSource>>('/customer-info-sources'),
    add: (body: T.InfoSourceInput) => client.post<T.InfoSource>('/customer-info-sources', body),
    change: (id: string, body: T.InfoSourceChange) => client.patch<T.InfoSource>(`/customer-info-sources/${id}`, body),
    drop: (id: string) => client.delete<void>(`/customer-info-sources/${id}`),
    try: (body: T.InfoTrialInput) => client.post<T.InfoTrial>('/customer-info/try', body),
  },
  keys: {
    list: () => client.get<T.Items<T.ApiKey>>('/keys'),
    add: (name: string, role: string) => client.post<T.NewApiKey>('/keys', { name, role }),
    change: (id: string, body: T.KeyChange) => client.patch<T.ApiKey>(`/keys/${id}`, body),
    drop: (id: string) => client.delete(`/keys/${id}`),
  },
  contacts: {
    find: (q: string, signal?: AbortSignal) => client.get<T.Items<T.Contact>>('/contacts', { q }, signal),
    get: (id: string) => client.get<T.Contact>(`/contacts/${id}`),
  },
  lifecycles: () => client.get<T.Items<T.LifecycleRow>>('/lifecycles'),
  lifecycleVersion: (id: string, version: number) => client.get<T.LifecycleVersion>(`/lifecycles/${id}/versions/${version}`),
  lifecycleMoves: {
    preview: (id: string, version: number, body: T.LifecycleMove) =>
      client.post<T.LifecycleMovePreview>(`/lifecycles/${id}/versions/${version}/preview`, body),
    start: (id: string, version: number, body: T.LifecycleMove) =>
      client.post<{ migration: T.LifecycleMigration }>(`/lifecycles/${id}/versions/${version}/publish`, body),
    get: (id: string) => client.get<T.LifecycleMigration>(`/lifecycles/migrations/${id}`),
    undo: (id: string) => client.post<void>(`/lifecycles/migrations/${id}/undo`),
  },
  settingsLog: (query: T.SettingsLogQuery, cursor?: string) => client.get<T.Page<T.SettingsChange>>('/settings-log', { ...query, cursor }),
  webhooks: {
    list: () => client.get<T.Items<T.Webhook>>('/webhooks'),
    get: (id: string) => client.get<T.Webhook>(`/webhooks/${id}`),
    add: (body: T.WebhookInput) => client.post<T.NewWebhook>('/webhooks', body),
    change: (id: string, body: T.WebhookChange) => client.patch<T.ChangedWebhook>(`/webhooks/${id}`, body),
    drop: (id: string) => client.delete(`/webhooks/${id}`),
    rotate: (id: string) => client.post<T.NewWebhook>(`/webhooks/${id}/rotate-secret`),
    test: (id: string) => client.post<T.WebhookDelivery>(`/webhooks/${id}/test`),
    switch: (id: string, on: boolean) => client.post<T.Webhook>(`/webhooks/${id}/${on ? 'enable' : 'disable'}`),
    deliveries: (id: string, state?: string, cursor?: string) =>
      client.get<T.Page<T.WebhookDelivery>>(`/webhooks/${id}/deliveries`, { state, cursor, limit: 25 }),
    resend: (id: string, delivery: string) => client.post<T.WebhookDelivery>(`/webhooks/${id}/deliveries/${delivery}/redeliver`),
  },
  tickets: {
    list: (query: T.TicketQuery, cursor?: string, limit = 50, signal?: AbortSignal) =>
      client.get<T.Page<T.TicketRow>>('/tickets', { ...query, limit, cursor }, signal),
    get: (ref: string) => client.get<T.Ticket>(ticket(ref)),
    add: (body: T.NewTicket, idempotencyKey: string) => client.post<T.CreatedTicket>('/tickets', body, { idempotencyKey }),
    change: (ref: string, body: T.TicketChange) => client.patch<T.Ticket>(ticket(ref), body),
    actions: (ref: string) => client.get<T.Actions>(`${ticket(ref)}/actions`),
    act: (ref: string, action: string, body: Record<string, unknown>) =>
      client.post<{ ticket: T.Ticket | null }>(`${ticket(ref)}/${action}`, body),
    events: (ref: string, cursor?: string) => client.get<T.Page<T.TicketEvent>>(`${ticket(ref)}/events`, { limit: 30, cursor }),
    deliveries: (ref: string) => client.get<T.Items<T.Delivery>>(`${ticket(ref)}/deliveries`),
    star: (ref: string, on: boolean) => (on ? client.put(`${ticket(ref)}/star`) : client.delete(`${ticket(ref)}/star`)),
    read: (ref: string) => client.put(`${ticket(ref)}/read`),
    viewing: (ref: string, typing: boolean) => client.put(`${ticket(ref)}/viewing`, { typing }),
    leave: (ref: string) => client.delete(`${ticket(ref)}/viewing`),
  },
  links: {
    get: (ref: string) => client.get<T.TicketLinks>(`${ticket(ref)}/links`),
    add: (ref: string, body: T.LinkInput) => client.post<T.TicketLinks>(`${ticket(ref)}/links`, body),
    drop: (ref: string, id: string) => client.delete(`${ticket(ref)}/links/${id}`),
    split: (ref: string, body: T.SplitInput, idempotencyKey: string) =>
      client.post<{ ticket: T.Ticket }>(`${ticket(ref)}/split`, body, { idempotencyKey }),
    unsplit: (ref: string, split: string) => client.post<{ ticket: T.Ticket }>(`${ticket(ref)}/unsplit`, { split }),
  },
  transfers: {
    get: (ref: string) => client.get<T.Transfers>(`${ticket(ref)}/transfers`),
    desks: () => client.get<{ items: T.TransferDesk[] }>('/transfer-desks'),
    desk: (id: string) => client.get<T.TransferDeskForm>(`/transfer-desks/${id}`),
  },
  bulk: {
    preview: (body: T.BulkInput) => client.post<T.BulkPreview>('/previews/bulk', body),
    start: (body: T.BulkInput, idempotencyKey: string) => client.post<T.BulkRun>('/bulk', body, { idempotencyKey }),
    actions: () => client.get<T.BulkActions>('/bulk/actions'),
    running: () => client.get<T.Page<T.BulkRun>>('/bulk', { running: true }),
    get: (id: string) => client.get<T.BulkRun>(`/bulk/${id}`),
    failures: (id: string, cursor?: string, limit = 50) => client.get<T.Page<T.BulkFailure>>(`/bulk/${id}/failures`, { cursor, limit }),
    cancel: (id: string) => client.post<T.BulkRun>(`/bulk/${id}/cancel`),
    undo: (id: string) => client.post<T.BulkRun>(`/bulk/${id}/undo`),
  },
  messages: {
    list: (ref: string, before?: string) => client.get<T.MessagePage>(`${ticket(ref)}/messages`, { limit: 50, before }),
    add: (ref: string, body: T.NewMessage, idempotencyKey: string) =>
      client.post<{ message: T.Message; ticket: T.Ticket }>(`${ticket(ref)}/messages`, body, { idempotencyKey }),
    accept: (ref: string, id: string) => client.post(`${ticket(ref)}/messages/${id}/accept`),
    withdraw: (ref: string, id: string) => client.post<T.StoredDraft>(`${ticket(ref)}/messages/${id}/withdraw`),
    sendNow: (ref: string, id: string) => client.post<{ message: T.Message; ticket: T.Ticket }>(`${ticket(ref)}/messages/${id}/send`),
    mentionable: (ref: string) => client.get<T.Items<T.Person>>(`${ticket(ref)}/mentionable`),
    move: (ref: string, id: string, to: string) => client.post(`${ticket(ref)}/messages/${id}/move`, { to }),
  },
  masks: {
    add: (ref: string, message: string, words: T.MaskWords) => client.post<T.Masked>(`${ticket(ref)}/messages/${message}/masks`, words),
    count: (ref: string, message: string, words: T.MaskWords) =>
      client.post<T.MaskCount>(`${ticket(ref)}/messages/${message}/mask-count`, words),
    read: (ref: string, message: string, mask: string) =>
      client.post<{ text: string }>(`${ticket(ref)}/messages/${message}/masks/${mask}/read`),
    drop: (ref: string, message: string, mask: string, together: boolean) =>
      client.delete(`${ticket(ref)}/messages/${message}/masks/${mask}`, together ? { together: '1' } : {}),
  },
  drafts: {
    get: (ref: string, kind: 'reply' | 'note') => client.get<T.StoredDraft>(`${ticket(ref)}/draft`, { kind }),
    put: (ref: string, kind: 'reply' | 'note', draft: T.Draft, seen: string | null) =>
      client.put<{ updatedAt: string }>(`${ticket(ref)}/draft?kind=${kind}`, { ...draft, seen }),
    drop: (ref: string, kind: 'reply' | 'note', seen: string) => client.delete(`${ticket(ref)}/draft`, { kind, seen }),
  },
  notices: {
    list: (unread?: boolean, cursor?: string, limit = 30) => client.get<T.NoticePage>('/notices', { unread, cursor, limit }),
    read: (body: { ids?: string[]; ticket?: string } = {}) => client.post('/notices/read', body),
    choices: () => client.get<T.NoticeChoices>('/notices/choices'),
    choose: (items: T.NoticeChoices['items']) => client.put<T.NoticeChoices>('/notices/choices', { items }),
  },
  copyAttachment: (id: string) => client.post<T.Upload>(`/attachments/${id}/copy`),
  texts: {
    variables: () => client.get<T.Items<T.Variable>>('/text-variables'),
    list: (query: { kind: T.TextKind; q?: string; desk?: string }, cursor?: string) =>
      client.get<T.Page<T.PreparedTextSummary>>('/texts', { ...query, cursor }),
    get: (id: string) => client.get<T.PreparedText>(`/texts/${id}`),
    add: (body: T.TextInput) => client.post<T.PreparedText>('/texts', body),
    change: (id: string, body: T.TextChange) => client.patch<T.PreparedText>(`/texts/${id}`, body),
    drop: (id: string) => client.delete(`/texts/${id}`),
    preview: (html: string, ref?: string) => client.post<T.FilledWords>('/text-preview', { html, ...(ref ? { ticket: ref } : {}) }),
    forTicket: (ref: string, kind: T.TextKind, q?: string) =>
      client.get<T.Items<T.PreparedTextSummary>>(`${ticket(ref)}/texts`, { kind, q }),
    filled: (ref: string, id: string) => client.get<T.FilledText>(`${ticket(ref)}/texts/${id}`),
    insert: (ref: string, id: string) => client.post<T.InsertedText>(`${ticket(ref)}/texts/${id}/insert`),
    fill: (ref: string, html: string) => client.post<T.FilledWords>(`${ticket(ref)}/fill`, { html }),
    written: (cursor?: string) => client.get<T.Page<T.Written>>('/me/written', { cursor }),
  },
  firstMessage: {
    texts: (desk: string, kind: T.TextKind, q?: string) =>
      client.get<T.Items<T.PreparedTextSummary>>(`${firstMessage(desk)}/texts`, { kind, q }),
    filled: (desk: string, id: string, on: T.TicketToCome) =>
      client.post<T.FilledText>(`${firstMessage(desk)}/texts/${id}/fill`, { ticket: on }),
    insert: (desk: string, id: string, on: T.TicketToCome) =>
      client.post<T.InsertedText>(`${firstMessage(desk)}/texts/${id}/insert`, { ticket: on }),
    fill: (desk: string, html: string, on: T.TicketToCome) =>
      client.post<T.FilledWords>(`${firstMessage(desk)}/fill`, { html, ticket: on }),
    preview: (desk: string, body: T.FirstPreviewInput) => client.post<T.MailPreview>(`${firstMessage(desk)}/preview`, body),
    signature: (desk: string) => client.get<T.Signature>(`${firstMessage(desk)}/signature`),
  },
  wording: {
    words: (desk: string) => client.get<T.RestrictedWordList>(`/desks/${desk}/restricted-words`),
    save: (desk: string, words: T.RestrictedWord[], expectedVersion?: number) =>
      client.put<T.RestrictedWordList>(`/desks/${desk}/restricted-words`, { words, expectedVersion }),
    try: (desk: string, words: T.RestrictedWord[], text: string) =>
      client.post<T.Items<T.Finding>>(`/desks/${desk}/restricted-words/try`, { words, text }),
  },
  preview: {
    mail: (ref: string, body: T.PreviewInput) => client.post<T.MailPreview>(`${ticket(ref)}/preview`, body),
    signature: (ref: string) => client.get<T.Signature>(`${ticket(ref)}/signature`),
    sample: (desk: string, body: T.SampleMail) => client.post<T.MailPreview>(`/desks/${desk}/mail-preview`, body),
    trial: (desk: string, body: T.SampleMail) => client.post<{ to: string; response: string }>(`/desks/${desk}/mail-preview/send`, body),
  },
  upload: (file: File) => client.upload<T.Upload>('/uploads', file),
  counts: (desk?: string) => client.get<T.Counts>('/counts', { desk }),
  matching: (query: T.TicketQuery, signal?: AbortSignal) => client.get<T.Matching>('/counts/matching', query, signal),
  views: {
    list: () => client.get<T.Items<T.SavedView>>('/views'),
    counts: (desk?: string) => client.get<T.Items<T.ViewCount>>('/counts/views', { desk }),
    add: (body: T.ViewInput) => client.post<T.SavedView>('/views', body),
    change: (id: string, body: T.ViewChange) => client.patch<T.SavedView>(`/views/${id}`, body),
    drop: (id: string) => client.delete<void>(`/views/${id}`),
    order: (shared: boolean, ids: string[]) => client.put('/view-order', { shared, ids }),
  },
  conditions: {
    fields: (desk?: string) => client.get<T.ConditionFields>('/conditions/fields', { desk }),
    choose: (fields: string[]) => client.put('/me/search-fields', { fields }),
  },
  outbox: {
    list: (state?: string) => client.get<T.OutboxList>('/outbox', { state }),
    get: (id: string) => client.get<T.OutboxMail>(`/outbox/${id}`),
    retry: (id: string) => client.post(`/outbox/${id}/retry`),
  },
  quarantine: {
    list: () => client.get<T.Items<T.QuarantineItem>>('/quarantine'),
    replay: (id: string) => client.post(`/quarantine/${id}/replay`),
  },
  dev: {
    mail: () => client.get<T.Items<T.DevMail>>('/dev/mail'),
    send: (body: { from: string; to: string; subject: string; text: string }) => client.post('/dev/mail', body),
    clock: () => client.get<{ offsetSeconds: number }>('/dev/clock'),
    setClock: (offsetSeconds: number) => client.put('/dev/clock', { offsetSeconds }),
  },
}
