import { createClient } from './client.ts'
import type * as T from './types.ts'

const client = createClient({ base: '/api/v1' })
const ticket = (reference: string) => `/tickets/${encodeURIComponent(reference)}`

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
    change: (id: string, body: T.AgentChange) => client.patch(`/agents/${id}`, body),
  },
  teams: {
    list: () => client.get<T.Items<T.Team>>('/teams'),
    add: (body: T.TeamInput) => client.post('/teams', body),
    change: (id: string, body: T.TeamChange) => client.patch(`/teams/${id}`, body),
  },
  desks: {
    get: (id: string) => client.get<T.Desk>(`/desks/${id}`),
    add: (body: T.DeskInput) => client.post<T.Desk>('/desks', body),
    change: (id: string, body: T.DeskChange) => client.patch<T.Desk>(`/desks/${id}`, body),
    addAddress: (id: string, address: string) => client.post(`/desks/${id}/addresses`, { address }),
    dropAddress: (id: string, address: string) => client.delete(`/desks/${id}/addresses/${address}`),
    testMail: (id: string) => client.post<{ accepted: true; ticket?: string }>(`/desks/${id}/test-mail`),
    mailHelp: (id: string) => client.get<T.MailHelp>(`/desks/${id}/mail-help`),
  },
  labels: {
    list: () => client.get<T.Items<T.Label>>('/labels'),
    add: (body: T.LabelInput) => client.post<T.Label>('/labels', body),
    change: (id: string, body: T.LabelChange) => client.patch<T.Label>(`/labels/${id}`, body),
    drop: (id: string) => client.delete(`/labels/${id}`),
  },
  keys: {
    list: () => client.get<T.Items<T.ApiKey>>('/keys'),
    add: (name: string, role: string) => client.post<T.NewApiKey>('/keys', { name, role }),
    drop: (id: string) => client.delete(`/keys/${id}`),
  },
  contacts: {
    find: (q: string) => client.get<T.Items<T.Contact>>('/contacts', { q }),
    get: (id: string) => client.get<T.Contact>(`/contacts/${id}`),
  },
  lifecycles: () => client.get<T.Items<T.LifecycleRow>>('/lifecycles'),
  tickets: {
    list: (query: T.TicketQuery, cursor?: string, limit = 50, signal?: AbortSignal) =>
      client.get<T.Page<T.TicketRow>>('/tickets', { ...query, limit, cursor }, signal),
    get: (ref: string) => client.get<T.Ticket>(ticket(ref)),
    add: (body: T.NewTicket, idempotencyKey: string) => client.post<T.Ticket>('/tickets', body, { idempotencyKey }),
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
  messages: {
    list: (ref: string, before?: string) => client.get<T.MessagePage>(`${ticket(ref)}/messages`, { limit: 50, before }),
    add: (ref: string, body: T.NewMessage, idempotencyKey: string) =>
      client.post<{ message: T.Message; ticket: T.Ticket }>(`${ticket(ref)}/messages`, body, { idempotencyKey }),
    accept: (ref: string, id: string) => client.post(`${ticket(ref)}/messages/${id}/accept`),
    withdraw: (ref: string, id: string) => client.post<{ draft: T.Draft | null }>(`${ticket(ref)}/messages/${id}/withdraw`),
    sendNow: (ref: string, id: string) => client.post<{ message: T.Message; ticket: T.Ticket }>(`${ticket(ref)}/messages/${id}/send`),
    mentionable: (ref: string) => client.get<T.Items<T.Person>>(`${ticket(ref)}/mentionable`),
    move: (ref: string, id: string, to: string) => client.post(`${ticket(ref)}/messages/${id}/move`, { to }),
  },
  drafts: {
    get: (ref: string, kind: 'reply' | 'note') =>
      client.get<{ draft: T.Draft | null; updatedAt: string | null }>(`${ticket(ref)}/draft`, { kind }),
    put: (ref: string, kind: 'reply' | 'note', draft: T.Draft) =>
      client.put<{ updatedAt: string }>(`${ticket(ref)}/draft?kind=${kind}`, draft),
    drop: (ref: string, kind: 'reply' | 'note') => client.delete(`${ticket(ref)}/draft`, { kind }),
  },
  notices: {
    list: (unread?: boolean, cursor?: string, limit = 30) => client.get<T.NoticePage>('/notices', { unread, cursor, limit }),
    read: (body: { ids?: string[]; ticket?: string } = {}) => client.post('/notices/read', body),
    choices: () => client.get<T.NoticeChoices>('/notices/choices'),
    choose: (items: T.NoticeChoices['items']) => client.put<T.NoticeChoices>('/notices/choices', { items }),
  },
  copyAttachment: (id: string) => client.post<T.Upload>(`/attachments/${id}/copy`),
  upload: (file: File) => client.upload<T.Upload>('/uploads', file),
  counts: (desk?: string) => client.get<T.Counts>('/counts', { desk }),
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
