/** The shapes of API v1 as the browser sees them. Ids are strings, times are ISO 8601 in UTC, null means absent. */

export type Words = { en: string; ja?: string; ko?: string }
export type Colour = 'grey' | 'blue' | 'teal' | 'green' | 'amber' | 'orange' | 'red' | 'purple'
export type Category = 'new' | 'open' | 'waiting' | 'transferred' | 'resolved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type TicketType = 'support_ticket' | 'customer_request' | 'bug_report' | 'feature_request'
export type Bucket = 'active' | 'snoozed' | 'spam' | 'trash' | 'archived' | 'merged'
export type Presence = 'online' | 'away' | 'offline'

export type Page<T> = { items: T[]; nextCursor: string | null }
export type Items<T> = { items: T[] }

export type Status = { key: string; label: Words; colour: Colour; category: Category }
export type LifecycleChoice = { key: string; name: Words; description: Words | string; statuses: Status[] }

export type DeskSummary = {
  id: string
  name: string
  lifecycle: { key: string; name: Words | string; version: number; statuses: Status[] }
  address: string | null
  isDefault: boolean
}

export type DeskAddress = {
  id: string
  address: string
  kind: string
  isPrimary: boolean
  trustedRelays: string[]
  trustedAuthservId: string | null
}

export type MailTemplate = { subject: string; text: string }

export type DeskSettings = {
  idleMinutes: number | null
  returnMinutes: number | null
  returnAfterTime: boolean
  returnOnCustomerMessage: boolean
  replyMovesWaiting: boolean
  resolutionMail: MailTemplate
  holdMail: MailTemplate
}

export type Desk = DeskSummary & {
  fromName: string
  signature: string
  replyToken: 'address' | 'message_id'
  addresses: DeskAddress[]
  settings: DeskSettings
}

export type MailHelp = { smtpHost: string; smtpPort: number; address: string; swaks: string; relay: string | null }

export type Me = {
  id: string
  name: string
  email: string
  role: { key: string; name: string }
  permissions: string[]
  workspace: { id: string; name: string; referencePrefix: string }
  desks: DeskSummary[]
  teams: { id: string; name: string }[]
  presence: Presence
  zone: string
  theme?: string | null
  signature?: string | null
  avatarHue?: number
  preferences?: Record<string, unknown>
  dev: boolean
}

export type SessionRow = { id: string; createdAt: string; lastSeenAt: string; userAgent: string; current: boolean }

export type Agent = {
  id: string
  name: string
  email: string
  avatarHue: number
  role: { key: string; name: string } | string
  presence: Presence
  teams: string[]
  desks: string[]
  isService: boolean
  disabled?: boolean
}

export type Team = { id: string; name: string; members?: string[] }
export type Label = { id: string; name: string; colour: Colour }
export type ApiKey = {
  id: string
  name: string
  role?: { key: string; name: string } | string
  createdAt?: string
  lastUsedAt?: string | null
  prefix?: string
}
export type NewApiKey = { id: string; name: string; key: string }
export type Contact = { id: string; name: string; email: string | null; phone: string | null; ticketCount: number }
export type Person = { id: string; name: string }
export type PersonMark = Person & { avatarHue: number }

export type TicketRow = {
  id: string
  reference: string
  title: string
  desk: string
  status: Status
  priority: Priority
  type: TicketType
  channel: string
  contact: { id: string; name: string; email: string | null } | null
  assignee: PersonMark | null
  team: Person | null
  labels: Label[]
  starred: boolean
  unread: boolean
  internal: boolean
  bucket: Bucket
  snoozedUntil: string | null
  lastActivityAt: string
  createdAt: string
  updatedAt: string
  preview: string
  messageCount: number
  version: number
  viewers: Person[]
}

export type Ticket = TicketRow & {
  contactTicketCount: number
  participants: { contact: { id: string; name: string; email: string | null }; via: string }[]
  rights: { reply: boolean; editOwn: boolean; requestClosure: boolean; close: boolean; invite: boolean }
  firstResponseAt: string | null
  resolvedAt: string | null
  resolutionSeconds: number | null
  resolution: { text: string; score: number | null } | null
  surveyScore: number | null
  closureAt: string | null
  deletionAt: string | null
  mergedInto: { reference: string } | null
  mergedFrom: { reference: string; mergeId: string; undoable: boolean }[]
  followUpOf: { reference: string } | null
  followUps: { reference: string }[]
  lastAssignee: Person | null
  possiblyBelongsTo: { reference: string } | null
  seenMessageId: string | null
}

export type MailAddress = { address: string; name?: string | null }

export type Attachment = { id: string; filename: string; contentType: string; size: number; inline: boolean; url: string }
export type Upload = { id: string; filename: string; contentType: string; size: number }

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'suppressed'

export type Message = {
  id: string
  kind: 'customer' | 'reply' | 'note' | 'system' | 'resolution' | 'hold'
  audience: 'public' | 'staff' | 'pending' | 'unverified'
  state: 'draft' | 'queued' | 'released' | 'withdrawn'
  author: { kind: 'agent' | 'contact' | 'system'; id: string | null; name: string; email?: string | null; avatarHue?: number }
  at: string
  editedAt: string | null
  subject?: string | null
  text: string
  preview: string
  hasQuote: boolean
  hasHtml: boolean
  contentUrl: string | null
  attachments: Attachment[]
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  verdict: 'pass' | 'fail' | 'none' | null
  warning?: string | null
  why?: string | null
  autoKind?: string | null
  delivery?: {
    state: DeliveryState
    recipients: { address: string; state: DeliveryState; at: string | null; response: string | null }[]
  } | null
  systemLine?: { key: string; params: Record<string, unknown> } | null
}

export type MessagePage = { items: Message[]; previousCursor: string | null }

export type TicketEvent = {
  seq: number
  type: string
  at: string
  actor: { kind: string; id: string | null; name: string | null }
  data: Record<string, unknown>
  details?: Record<string, unknown> | null
  sentence: Words
}

export type Delivery = {
  id: string
  messageId: string
  recipient: string
  state: DeliveryState
  attempts: { n: number; startedAt: string; endedAt: string | null; outcome: string; code: number | null; response: string | null }[]
  nextAttemptAt: string | null
}

export type Need = { name: string; type: string; required: boolean; options?: (string | { value: string; label: string })[] }

/** One thing the signed-in person may, or for a stated reason may not, do to a ticket now. */
export type Action = {
  action: string
  label: string | Words
  to?: string
  group: string
  needs: Need[]
  allowed: boolean
  refusal?: { code: string; message: string }
}

export type Actions = { ticketVersion: number; actions: Action[] }

export type Draft = {
  html: string
  to?: MailAddress[]
  cc?: MailAddress[]
  bcc?: MailAddress[]
  attachments?: Upload[]
}

export type StatusCount = Status & { desk: string; all: number; unassigned: number; mine: number }
export type Counts = { asOf: string; position: number; views: Record<string, number>; statuses: StatusCount[] }

export type OutboxItem = {
  id: string
  ticket: string
  subject: string
  recipient: string
  state: DeliveryState
  createdAt: string
  attempts: number
  nextAttemptAt: string | null
  lastResponse: string | null
}
export type OutboxList = { items: OutboxItem[]; nextCursor?: string | null; relay: string | null }
export type OutboxMail = OutboxItem & { headers: { name: string; value: string }[]; contentUrl: string | null; text: string }

export type QuarantineItem = { id: string; receivedAt: string; from: string; subject: string; error: string; address: string }

export type FeedEvent = {
  position: number
  ticketId: string
  reference: string
  type: string
  at: string
  actor: { kind: string; id: string | null; name?: string | null }
  data: Record<string, unknown>
  row?: TicketRow
}

export type Viewing = { ticket: string; viewers: (Person & { typing?: boolean })[] }

export type DevMail = {
  id?: string
  at?: string
  from: string
  to: string | string[]
  subject: string
  text: string
  raw?: string
}

export type TicketQuery = {
  view?: string
  desk?: string
  status?: string
  category?: Category
  assignee?: string
  team?: string
  priority?: Priority
  label?: string
  starred?: boolean
  contact?: string
  q?: string
}

export type NewTicket = {
  title: string
  description?: string
  descriptionHtml?: string
  desk?: string
  type?: TicketType
  channel?: string
  priority?: Priority
  contact?: { email: string; name?: string }
  assignee?: string
  team?: string
  labels?: string[]
  internal?: boolean
  firstMessage?: 'customer' | 'agent'
}

export type NewMessage = {
  kind: 'reply' | 'note'
  text?: string
  html?: string
  to?: MailAddress[]
  cc?: MailAddress[]
  bcc?: MailAddress[]
  attachments?: string[]
  seenMessageId?: string
  sendAt?: string
  then?: { action: 'status'; to: string }
  expectedVersion?: number
}
