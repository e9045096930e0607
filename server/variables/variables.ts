/** The languages the product speaks to customers. */
export const languages = ['en', 'ja', 'ko'] as const
export type Language = (typeof languages)[number]

export interface Variable {
  readonly type: 'text' | 'mail' | 'reference' | 'date' | 'choice'
  /** Which data it takes, for the documentation. */
  readonly takes: string
  readonly example: string
  /** May stand in the resolution and hold mails of a desk: a mail to a customer always has a value for it. */
  readonly inMails?: true
  /** May stand in signatures: it depends on who writes and on the desk alone. */
  readonly inSignatures?: true
}

/**
 * The one list of what prepared words may contain as `{{name}}`. A name that is not here is a mistake, which is shown
 * and never sent. Each takes only what whoever writes the message sees on the ticket anyway.
 */
export const variables = {
  customer_name: { type: 'text', takes: 'The name of the ticket’s contact.', example: 'Yuki Tanaka', inMails: true },
  customer_first_name: {
    type: 'text',
    takes: 'The first word of that name; the whole name where it is written in Han, Kana or Hangul.',
    example: 'Yuki',
    inMails: true,
  },
  customer_email: { type: 'mail', takes: 'The mail address of the ticket’s contact.', example: 'yuki@customer.example', inMails: true },
  ticket_id: { type: 'reference', takes: 'The reference of the ticket.', example: 'TKT-0412', inMails: true },
  ticket_title: { type: 'text', takes: 'The title of the ticket.', example: 'Cannot sign in after update', inMails: true },
  status: { type: 'choice', takes: 'The status, as customers are told it, in the language of the message.', example: 'In progress' },
  priority: { type: 'choice', takes: 'The priority, in the language of the message.', example: 'High' },
  created_at: { type: 'date', takes: 'The day the ticket was opened, in the writer’s time zone.', example: '3 May 2026', inMails: true },
  today: { type: 'date', takes: 'The day it is, in the writer’s time zone.', example: '7 May 2026', inMails: true },
  team_name: { type: 'text', takes: 'The team that has the ticket.', example: 'Billing' },
  assignee_name: { type: 'text', takes: 'The agent who has the ticket.', example: 'Joon Park' },
  agent_name: {
    type: 'text',
    takes: 'Who writes the message; the desk, where nobody does.',
    example: 'Mina Kim',
    inMails: true,
    inSignatures: true,
  },
  agent_first_name: {
    type: 'text',
    takes: 'The first word of that name; the whole name where it is written in Han, Kana or Hangul.',
    example: 'Mina',
    inMails: true,
    inSignatures: true,
  },
  desk_name: {
    type: 'text',
    takes: 'The desk, by the name customers see as sender.',
    example: 'Customer care',
    inMails: true,
    inSignatures: true,
  },
  desk_address: { type: 'mail', takes: 'The desk’s mail address.', example: 'care@desk.example' },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof variables
export const variableNames = Object.keys(variables) as VariableName[]

/** In the mails of a desk alone: what the agent wrote in the dialogue. Its paragraph is left out where they wrote nothing. */
export const agentText = 'agent_text'

/** What to fill in. A variable that is not there, or is empty, has no value on this ticket. */
export type Values = Readonly<Partial<Record<VariableName, string>>>

export function isVariable(name: string): name is VariableName {
  return Object.hasOwn(variables, name)
}

export const mailVariables: ReadonlySet<string> = new Set([
  agentText,
  ...variableNames.filter((name) => (variables[name] as Variable).inMails === true),
])
export const signatureVariables: ReadonlySet<string> = new Set(
  variableNames.filter((name) => (variables[name] as Variable).inSignatures === true),
)
