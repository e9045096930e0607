/**
 * The shapes of API v1 as the browser sees them, by short names. They are generated from the API document (`schema.ts`);
 * only what the document cannot say (the stream's events) is written here. Ids are strings, times ISO 8601 in UTC.
 */
import type { Agent, Operations, Status, TicketRow } from './schema.ts'

export type {
  Action,
  Agent,
  Announcement,
  ApiKey,
  Calendar,
  BulkFailure,
  BulkPreview,
  BulkActions,
  BulkRun,
  ChangedWebhook,
  ConditionField,
  Contact,
  CreatedTicket,
  CustomerInfoResult as InfoResult,
  CustomerInfoSource as InfoSource,
  CustomerInfoSourceBrief as InfoSourceBrief,
  CustomerInfoTrial as InfoTrial,
  Dashboard,
  Delivery,
  Desk,
  FilledText,
  FilledWords,
  Finding,
  DeskSearchFields,
  DeskAddress,
  DeskSummary,
  Form,
  FormField,
  InsertedText,
  Label,
  LifecycleMigration,
  LifecycleVersion,
  MailHelp,
  MailPreview,
  MailTrial,
  Match,
  Matching,
  Me,
  Message,
  NewApiKey,
  NewWebhook,
  Notice,
  ServiceLevel,
  ServiceLevelRun,
  ServicePolicy,
  PreparedText,
  PreparedTextSummary,
  RestrictedWordList,
  Role,
  SavedView,
  SettingsChange,
  Session as SessionRow,
  Signature,
  Status,
  Team,
  Ticket,
  TicketEvent,
  TicketLink,
  TicketLinks,
  TransferDesk,
  TransferDeskForm,
  Transfers,
  TicketRow,
  Variable,
  Webhook,
  WebhookDelivery,
  Written,
} from './schema.ts'

type Answer<Name extends keyof Operations> = Operations[Name]['answer']
type Body<Name extends keyof Operations> = Operations[Name]['body']
type Asked<Name extends keyof Operations> = Operations[Name]['query']

export type Page<T> = { items: T[]; nextCursor: string | null }
export type Items<T> = { items: T[] }

/** A text in the product's languages. */
export type Words = { en: string; ja?: string; ko?: string }

export type Colour = Status['colour']
export type Category = Status['category']
export type Priority = TicketRow['priority']
export type TicketType = TicketRow['type']
export type Channel = TicketRow['channel']
export type Bucket = TicketRow['bucket']
export type Presence = Agent['presence']

export type LifecycleChoice = Answer<'GET /api/v1/setup/lifecycles'>['items'][number]
export type LifecycleRow = Answer<'GET /api/v1/lifecycles'>['items'][number]
export type SetupInput = Body<'POST /api/v1/setup'>
export type AgentInput = Body<'POST /api/v1/agents'>
export type AgentChange = Body<'PATCH /api/v1/agents/{id}'>
export type TeamInput = Body<'POST /api/v1/teams'>
export type TeamChange = Body<'PATCH /api/v1/teams/{id}'>
export type DeskInput = Body<'POST /api/v1/desks'>
export type DeskChange = Body<'PATCH /api/v1/desks/{id}'>
export type RelayInput = NonNullable<DeskChange['relay']>
export type AddressInput = Body<'POST /api/v1/desks/{id}/addresses'>
export type AddressChange = Body<'PATCH /api/v1/desks/{id}/addresses/{address}'>
export type MailboxInput = NonNullable<AddressInput['imap']>
export type MailboxTrial = Body<'POST /api/v1/desks/{id}/mailbox/test'>
export type LifecycleMove = Body<'POST /api/v1/lifecycles/{id}/versions/{version}/preview'>
export type LifecycleMovePreview = Answer<'POST /api/v1/lifecycles/{id}/versions/{version}/preview'>
export type KeyChange = Body<'PATCH /api/v1/keys/{id}'>
export type WebhookInput = Body<'POST /api/v1/webhooks'>
export type WebhookChange = Body<'PATCH /api/v1/webhooks/{id}'>
export type SettingsLogQuery = Partial<Omit<NonNullable<Asked<'GET /api/v1/settings-log'>>, 'cursor'>>
export type CalendarInput = Body<'POST /api/v1/calendars'>
export type HoursInput = CalendarInput['hours']
export type CalendarChange = Body<'PATCH /api/v1/calendars/{id}'>
export type OpenNow = Answer<'POST /api/v1/hours/preview'>
export type ServicePolicyInput = Body<'POST /api/v1/sla/policies'>
export type ServicePolicyChange = Body<'PATCH /api/v1/sla/policies/{id}'>
export type ServiceTerms = ServicePolicyInput['terms']
export type ServicePreviewInput = Body<'POST /api/v1/sla/preview'>
export type ServicePreview = Answer<'POST /api/v1/sla/preview'>
export type LabelInput = Body<'POST /api/v1/labels'>
export type LabelChange = Body<'PATCH /api/v1/labels/{id}'>
export type MeChange = Body<'PATCH /api/v1/me'>

export type AnnouncementInput = Body<'POST /api/v1/announcements'>
export type AnnouncementChange = Body<'PATCH /api/v1/announcements/{id}'>
export type InfoSourceInput = Body<'POST /api/v1/customer-info-sources'>
export type InfoSourceChange = Body<'PATCH /api/v1/customer-info-sources/{id}'>
export type InfoTrialInput = Body<'POST /api/v1/customer-info/try'>
export type InfoSearch = Body<'POST /api/v1/customer-info/search'>
/** The lists of a desk's form: what adds to one, and what changes something in it. */
export interface FormParts {
  types: { add: Body<'POST /api/v1/desks/{id}/types'>; change: Body<'PATCH /api/v1/desks/{id}/types/{key}'> }
  'inquiry-types': {
    add: Body<'POST /api/v1/desks/{id}/inquiry-types'>
    change: Body<'PATCH /api/v1/desks/{id}/inquiry-types/{item}'>
  }
  fields: { add: Body<'POST /api/v1/desks/{id}/fields'>; change: Body<'PATCH /api/v1/desks/{id}/fields/{item}'> }
  categories: { add: Body<'POST /api/v1/desks/{id}/categories'>; change: Body<'PATCH /api/v1/desks/{id}/categories/{item}'> }
}

export type TicketQuery = Partial<Omit<NonNullable<Asked<'GET /api/v1/tickets'>>, 'starred' | 'view' | 'limit' | 'cursor'>> & {
  view?: string
  starred?: boolean
}
export type NewTicket = Body<'POST /api/v1/tickets'>
export type TicketToCome = Body<'POST /api/v1/desks/{id}/first-message/fill'>['ticket']
export type FirstPreviewInput = Body<'POST /api/v1/desks/{id}/first-message/preview'>
export type TicketChange = Body<'PATCH /api/v1/tickets/{ref}'>
export type NewMessage = Body<'POST /api/v1/tickets/{ref}/messages'>
export type MessagePage = Answer<'GET /api/v1/tickets/{ref}/messages'>
export type BulkInput = Body<'POST /api/v1/bulk'>
/** An action on many tickets, with its fields. */
export type BulkAct = BulkInput['act']
export type LinkInput = Body<'POST /api/v1/tickets/{ref}/links'>
export type SplitInput = Body<'POST /api/v1/tickets/{ref}/split'>
export type Need = Answer<'GET /api/v1/tickets/{ref}/actions'>['actions'][number]['needs'][number]
/** What may be done to a ticket now, refused acts included with their reason. */
export type Actions = Answer<'GET /api/v1/tickets/{ref}/actions'>
export type Upload = Answer<'POST /api/v1/uploads'>
export type Attachment = Answer<'GET /api/v1/tickets/{ref}/messages'>['items'][number]['attachments'][number]
export type MailAddress = Answer<'GET /api/v1/tickets/{ref}/messages'>['items'][number]['to'][number]
export type MaskWords = Body<'POST /api/v1/tickets/{ref}/messages/{id}/masks'>
export type Masked = Answer<'POST /api/v1/tickets/{ref}/messages/{id}/masks'>
export type MaskCount = Answer<'POST /api/v1/tickets/{ref}/messages/{id}/mask-count'>
export type Draft = Omit<Body<'PUT /api/v1/tickets/{ref}/draft'>, 'seen'>
export type StoredDraft = Answer<'GET /api/v1/tickets/{ref}/draft'>
export type DeliveryState = Answer<'GET /api/v1/tickets/{ref}/deliveries'>['items'][number]['state']
export type Person = { id: string; name: string }

export type NoticePage = Answer<'GET /api/v1/notices'>
export type NoticeChoices = Answer<'GET /api/v1/notices/choices'>
export type SendThen = NonNullable<NewMessage['then']>
export type ConditionFields = Answer<'GET /api/v1/conditions/fields'>
export type DeskSearchFieldsChange = Body<'PUT /api/v1/desks/{id}/search-fields'>
export type ViewCount = Answer<'GET /api/v1/counts/views'>['items'][number]
export type ViewInput = Body<'POST /api/v1/views'>
export type ViewChange = Body<'PATCH /api/v1/views/{id}'>

export type Counts = Answer<'GET /api/v1/counts'>
export type StatusCount = Counts['statuses'][number]
export type OutboxList = Answer<'GET /api/v1/outbox'>
export type OutboxItem = OutboxList['items'][number]
export type OutboxMail = Answer<'GET /api/v1/outbox/{id}'>
export type QuarantineItem = Answer<'GET /api/v1/quarantine'>['items'][number]

export type TextInput = Body<'POST /api/v1/texts'>
export type TextChange = Body<'PATCH /api/v1/texts/{id}'>
export type TextKind = TextInput['kind']
export type RestrictedWord = Body<'PUT /api/v1/desks/{id}/restricted-words'>['words'][number]
export type PreviewInput = Body<'POST /api/v1/tickets/{ref}/preview'>
export type SampleMail = Body<'POST /api/v1/desks/{id}/mail-preview'>
export type DeskMail = NonNullable<NonNullable<DeskChange['settings']>['resolutionMail']>

/** One event of the stream about a ticket, with its row as the reader may see it now. */
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

/** Who has a ticket open at this moment. It is said on the stream only and kept nowhere. */
export type Viewing = { ticket: string; viewers: TicketRow['viewers'] }

/** Only on development servers, and therefore not in the API document. */
export type DevMail = { id?: string; at?: string; from: string; to: string | string[]; subject: string; text: string; raw?: string }
