import { contextOf, type Context, type CustomerActor } from '../access/index.ts'
import { type MailFacts, type NewMessage, storeAttachment } from '../messages/index.ts'
import { createTicketIn, customerWrites, staffWrites } from '../tickets/index.ts'
import { bodyOf } from './bodies.ts'
import { agents } from './company.ts'
import { fileFor } from './files.ts'
import { phrases } from './phrases.ts'
import type { OnTicket, Play } from './play.ts'
import type { Line } from './script.ts'
import { dayIn, fill } from './words.ts'

type Channel = 'mail' | 'portal' | 'phone' | 'chat' | 'widget' | 'api'

/** The customer's first line, as a new ticket. */
export function open(play: Play, channel: Channel): void {
  const { world, part } = play
  const first = part.script.talk[0]
  if (!first) throw new Error('a script without a line')
  play.line = 1
  // The telephone is answered while somebody is there.
  if (channel === 'phone') play.wait([0, 20], 'agent')
  play.step(async (ticket) => {
    const byPhone = channel === 'phone'
    const ctx = byPhone ? play.agent : customerContext(play)
    const common = { deskId: world.desks[part.desk], title: part.title, channel, type: part.script.type, contact: part.contact }
    const message = byPhone ? callNote(play, first) : customerMessage(play, first, { byMail: channel === 'mail' })
    const made = await ctx.transaction((tx) => createTicketIn(ctx, tx, { ...common, message }))
    ticket.ticketId = made.ticketId
  })
}

/** An agent opens the conversation. */
export function openAsAgent(play: Play, text: string, title: string): void {
  const { world, part, agent } = play
  play.step(async (ticket) => {
    const message: NewMessage = { kind: 'reply', audience: 'public', author: authorOf(play), body: bodyOf(fill(text, part.words)) }
    const made = await agent.transaction((tx) =>
      createTicketIn(agent, tx, {
        deskId: world.desks[part.desk],
        title: fill(title, part.words),
        channel: 'chat',
        contact: part.contact,
        message,
        firstMessage: 'agent',
      }),
    )
    ticket.ticketId = made.ticketId
  })
}

/** Goes on with the script: through the nth reply of the agent or of the customer, or to its end. */
export function talk(play: Play, until: { agent: number } | { customer: number } | 'end'): void {
  const { talk: lines } = play.part.script
  const wanted = until === 'end' ? lines.length : nthLine(lines, until)
  while (play.line <= wanted && play.line < lines.length) sayLine(play, lines[play.line++] as Line)
}

/** Where the nth reply stands; the customer's first line opened the ticket and does not count. */
function nthLine(lines: readonly Line[], until: { agent: number } | { customer: number }): number {
  const [who, n] = 'agent' in until ? (['agent', until.agent] as const) : (['customer', until.customer] as const)
  const places = lines.flatMap((line, place) => (line.who === who && place > 0 ? [place] : []))
  return places[Math.min(n, places.length) - 1] ?? 0
}

const gaps = {
  mail: { customer: [40, 1_300], agent: [25, 420], note: [15, 120] },
  chat: { customer: [0.3, 2.5], agent: [0.3, 1.5], note: [0.3, 1] },
} as const

const pauses = { day: [1_200, 1_700], days: [2_900, 3_600] } as const

function usualGap(play: Play, who: Line['who']): readonly [number, number] {
  return gaps[play.part.desk === 'live' ? 'chat' : 'mail'][who]
}

function sayLine(play: Play, line: Line): void {
  const who = line.who === 'customer' ? 'customer' : 'agent'
  if (line.after === 'later') play.waitFor(play.part.later)
  play.wait(line.after === 'day' || line.after === 'days' ? pauses[line.after] : usualGap(play, line.who), who)
  if (line.who === 'customer') customerSays(play, line)
  else staffSays(play, line)
}

/** Something the customer adds that is in no script. */
export function customerAdds(play: Play, text: string): void {
  play.wait([60, 900], 'customer')
  customerSays(play, { who: 'customer', text })
}

export function staffAdds(play: Play, who: 'agent' | 'note', text: string): void {
  play.wait(usualGap(play, who), 'agent')
  staffSays(play, { who, text })
}

function customerSays(play: Play, line: Line): void {
  const { part, random } = play
  const byMail = part.desk !== 'live'
  const quotes = byMail && random.chance(0.55)
  play.step(async (ticket) => {
    const ctx = customerContext(play)
    const message = customerMessage(play, line, { byMail, answers: quotes ? ticket.lastReply : null })
    const input = { ticketId: ticket.ticketId, message, contact: part.contact, channel: byMail ? 'mail' : 'chat' } as const
    await ctx.transaction((tx) => customerWrites(ctx, tx, input))
  })
}

function staffSays(play: Play, line: Line): void {
  const { agent, part } = play
  play.step(async (ticket, at) => {
    const text = fill(line.text, part.words)
    const uploadIds = line.shows ? [await upload(play, line)] : []
    await staffWrites(agent, { ticketId: ticket.ticketId, kind: line.who === 'note' ? 'note' : 'reply', body: bodyOf(text), uploadIds })
    if (line.who === 'agent') ticket.lastReply = { text, at }
  })
}

function upload({ agent, part }: Play, line: Line): Promise<number> {
  const attachment = { ...fileFor(line.shows ?? 'log', part.words), inline: false }
  return agent.transaction((tx) =>
    storeAttachment(tx, { ticketId: null, messageId: null, uploadedBy: agent.actor.userId, at: tx.now, attachment }),
  )
}

function customerMessage(play: Play, line: Line, how: { byMail: boolean; answers?: OnTicket['lastReply'] }): NewMessage {
  const { part } = play
  const attachment = line.shows && fileFor(line.shows, part.words)
  const picture = attachment?.inline ? (attachment.contentId ?? undefined) : undefined
  const history = how.answers ? { attribution: attribution(play, how.answers.at), text: how.answers.text } : undefined
  return {
    kind: 'customer',
    audience: 'public',
    author: { kind: 'contact', id: part.contact.id, name: part.contact.name, email: part.contact.email },
    body: bodyOf(fill(line.text, part.words), { picture, history }),
    attachments: attachment ? [attachment] : [],
    ...(how.byMail ? { mail: mailFacts(play) } : {}),
  }
}

function callNote(play: Play, first: Line): NewMessage {
  const { part } = play
  const said = first.text
    .replace(/\|\{customer\}$/, '')
    .split('\n')
    .map((line) => line.trim())
  const text = fill([phrases[part.contact.language].called, ...said].join('\n'), part.words)
  return { kind: 'note', audience: 'staff', author: authorOf(play), body: bodyOf(text) }
}

function mailFacts({ part, random }: Play): MailFacts {
  const name = Array.from({ length: 4 }, () => random.between(0x1000, 0xffff).toString(16)).join('')
  return { messageId: `<${name}@${part.words.domain}>`, inReplyTo: null, references: [], rawMailId: null, verdict: 'pass', autoKind: 'no' }
}

function attribution({ part }: Play, at: Date): string {
  const { language } = part.contact
  const name = agents[part.agent].signs[language]
  const day = dayIn(language, at)
  return {
    en: `On ${day} ${at.getUTCFullYear()}, ${name} wrote:`,
    ja: `${at.getUTCFullYear()}年${day} ${name}:`,
    ko: `${at.getUTCFullYear()}년 ${day}, ${name} 님이 작성:`,
  }[language]
}

export function customerContext({ world, part }: Play): Context<CustomerActor> {
  return contextOf(world.app, world.workspaceId, { kind: 'customer', contactId: part.contact.id, name: part.contact.name })
}

function authorOf({ agent }: Play) {
  return { kind: 'agent', id: agent.actor.userId, name: agent.actor.name } as const
}
