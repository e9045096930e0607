import { systemContext } from '../access/index.ts'
import {
  assignTicket,
  createTicketIn,
  customerAsks,
  customerWrites,
  editTicket,
  escalateTicket,
  holdTicket,
  mergeTickets,
  moveTicket,
  requestGuide,
  resolveInternally,
  resolveTicket,
  runTimers,
  scheduleClosure,
  scheduleDeletion,
  setAside,
  setStatus,
  snoozeTicket,
  trackerReports,
  transferToDesk,
} from '../tickets/index.ts'
import { bodyOf } from './bodies.ts'
import { agentKeys, agents, teams } from './company.ts'
import { aboutTicket, categoryOf } from './forms.ts'
import { phrases } from './phrases.ts'
import type { Play } from './play.ts'
import { customerContext, staffAdds } from './say.ts'
import { fill } from './words.ts'

const dayMs = 24 * 3_600_000

const wordsOf = (play: Play) => phrases[play.part.contact.language]
const filled = (play: Play, text: string) => fill(text, play.part.words)

/** Labels and a priority, as whoever looks first gives them. */
export function triage(play: Play): void {
  const { world, part, random } = play
  const isVip = part.contact.isVip === true
  const wanted = part.script.labels.filter((label) => isVip || label !== 'VIP')
  if (isVip && !wanted.includes('VIP')) wanted.push('VIP')
  const priority = isVip || random.chance(0.2) ? 'high' : random.chance(0.2) ? 'low' : 'normal'
  play.wait([4, 40], 'agent')
  const by = part.desk === 'rollout' || random.chance(0.4) ? play.ada : play.agent
  const form = world.forms[part.desk]
  play.step(({ ticketId }) =>
    editTicket(by, {
      ticketId,
      priority,
      labelIds: wanted.map((label) => world.labels[label]),
      ...(form ? aboutTicket(form, part, ticketId) : {}),
    }),
  )
}

/** Gives it to the agent of this story, for the team of the script if the agent is in it. */
export function assign(play: Play, by: 'agent' | 'ada' = 'agent'): void {
  const { world, part } = play
  const team = part.script.team
  const isMember = team !== undefined && (teams[team] as readonly string[]).includes(part.agent)
  play.wait(part.desk === 'live' ? [0.2, 1] : [3, 90], 'agent')
  play.step(({ ticketId }) =>
    assignTicket(play[by], { ticketId, agentId: play.agent.actor.userId, teamId: isMember ? world.teams[team] : null }),
  )
}

export function giveToTeam(play: Play): void {
  const { team } = play.part.script
  if (!team) return
  play.step(({ ticketId }) => assignTicket(play.ada, { ticketId, teamId: play.world.teams[team] }))
}

export function set(play: Play, to: string, by: 'agent' | 'ada' = 'agent'): void {
  play.step(({ ticketId }) => setStatus(play[by], { ticketId, to }))
}

export function resolve(play: Play): void {
  const { part, random } = play
  const text = filled(play, part.script.resolution ?? '')
  const score = random.chance(0.5) ? random.pick([3, 4, 4, 5, 5]) : undefined
  play.wait([10, 300], 'agent')
  const form = play.world.forms[part.desk]
  play.step(({ ticketId }) =>
    resolveTicket(play.agent, { ticketId, text, score, processingCategory: form && categoryOf(form, part, ticketId) }),
  )
}

export function resolveQuietly(play: Play, reason: 'phone' | 'spam'): void {
  play.wait([5, 60], 'agent')
  play.step(({ ticketId }) => resolveInternally(play.agent, { ticketId, reason }))
}

export function hold(play: Play): void {
  play.wait([20, 200], 'agent')
  const text = filled(play, wordsOf(play).holds).replaceAll(/\n\s*/g, '\n\n')
  play.step(({ ticketId }) => holdTicket(play.agent, { ticketId, text }))
}

export function complete(play: Play): void {
  play.wait([1_440, 4_300], 'agent')
  play.step(({ ticketId }) => moveTicket(play.ada, { ticketId, event: 'complete' }))
}

export function close(play: Play): void {
  play.wait([5, 50])
  play.step(({ ticketId }) => moveTicket(play.agent, { ticketId, event: 'close' }))
}

export function closeLater(play: Play, to: string): void {
  play.wait([4_000, 9_000], 'agent')
  set(play, to)
}

/** What was armed comes due: the timers' own work, at the time they were set to. */
export function timersFire(play: Play, afterMinutes: number): void {
  play.wait([afterMinutes, afterMinutes])
  play.step(({ ticketId }) => {
    const ctx = systemContext(play.world.app, play.world.workspaceId)
    return ctx.transaction((tx) => runTimers(ctx, tx, ticketId))
  })
}

export function escalate(play: Play): void {
  play.wait([30, 200], 'agent')
  play.step(({ ticketId }) => escalateTicket(play.agent, { ticketId, reason: filled(play, wordsOf(play).escalates) }))
}

/** Hands it on to the support desk, which asks to tell the customer or is done with it. */
export function transfer(play: Play, finished: boolean): void {
  const { world, part, random } = play
  const there = random.pick(
    agentKeys.filter(
      (key) => key !== part.agent && agents[key].desks.includes('support') && agents[key].writes.includes(part.contact.language),
    ),
  )
  const colleague = world.as[there]
  let issueId = 0
  play.wait([20, 200], 'agent')
  play.step(async ({ ticketId }) => {
    const text = filled(play, wordsOf(play).transferred)
    issueId = (await transferToDesk(play.agent, { ticketId, deskId: world.desks.support, title: part.title, text })).ticketId
  })
  play.wait([40, 400], 'agent')
  play.step(() => assignTicket(colleague, { ticketId: issueId, agentId: colleague.actor.userId }))
  play.wait([200, 900], 'agent')
  const done = filled(play, wordsOf(play).transferDone)
  if (finished) {
    const form = world.forms.support
    play.step(({ ticketId }) =>
      resolveTicket(colleague, {
        ticketId: issueId,
        text: done,
        mail: false,
        processingCategory: form && categoryOf(form, part, ticketId),
      }),
    )
  } else if (random.chance(0.6)) play.step(() => requestGuide(colleague, { ticketId: issueId, text: done }))
}

/** Makes a task in the project tracker, which then reports. */
export function track(play: Play, reports: readonly ('progressed' | 'finished')[]): void {
  staffAdds(play, 'note', wordsOf(play).tracker)
  play.step(({ ticketId }) => trackerReports(play.ada, { ticketId, event: 'created' }))
  for (const event of reports) {
    play.wait([400, 1_800], 'agent')
    play.step(({ ticketId }) => trackerReports(play.ada, { ticketId, event }))
  }
}

export function put(play: Play, action: 'archive' | 'spam' | 'delete'): void {
  play.wait(action === 'archive' ? [8_000, 14_000] : [10, 200], 'agent')
  play.step(({ ticketId }) => setAside(play.ada, { ticketId, action }))
}

/** Puts it away until a morning that is still to come. */
export function snooze(play: Play): void {
  const { part, random, now } = play
  staffAdds(play, 'note', wordsOf(play).snoozed)
  const until = new Date(Math.floor(now.getTime() / dayMs) * dayMs + random.between(2, 8) * dayMs + 8 * 3_600_000)
  play.step(({ ticketId }) => snoozeTicket(play.agent, { ticketId, until, zone: agents[part.agent].zone }))
}

export function deleteLater(play: Play): void {
  const at = new Date(play.now.getTime() + play.random.between(6, 20) * dayMs)
  play.wait([20, 300], 'agent')
  play.step(({ ticketId }) => scheduleDeletion(play.ada, { ticketId, at }))
}

/** Plans the end; `stillToCome` keeps it ahead of everybody who looks at the demo. */
export function planClosure(play: Play, days: number, stillToCome: boolean): void {
  play.wait([30, 300], 'agent')
  play.step(({ ticketId }, at) => {
    const due = new Date((stillToCome ? play.now : at).getTime() + days * dayMs)
    return scheduleClosure(play.agent, { ticketId, at: due })
  })
}

export function customerWants(play: Play, event: 'request_closure' | 'close'): void {
  play.wait([60, 900], 'customer')
  play.step(({ ticketId }) => customerAsks(play.ada, { ticketId, event }))
}

/** The customer writes to what is closed: a new ticket that points back. */
export function comeBack(play: Play): void {
  const { part } = play
  play.wait([8_000, 16_000], 'customer')
  play.step(async ({ ticketId }) => {
    const ctx = customerContext(play)
    const message = {
      kind: 'customer',
      audience: 'public',
      author: { kind: 'contact', id: part.contact.id, name: part.contact.name, email: part.contact.email },
      body: bodyOf(filled(play, wordsOf(play).followUp)),
    } as const
    const channel = part.desk === 'live' ? 'chat' : 'mail'
    await ctx.transaction((tx) => customerWrites(ctx, tx, { ticketId, message, contact: part.contact, channel }))
  })
}

/** The same person opens a second ticket about the same thing; it is merged into the first. */
export function doubleAndMerge(play: Play): void {
  const { world, part } = play
  let duplicateId = 0
  play.wait([30, 120], 'customer')
  play.step(async () => {
    const ctx = customerContext(play)
    const made = await ctx.transaction((tx) =>
      createTicketIn(ctx, tx, {
        deskId: world.desks[part.desk],
        title: filled(play, wordsOf(play).duplicateTitle),
        channel: 'mail',
        contact: part.contact,
        message: {
          kind: 'customer',
          audience: 'public',
          author: { kind: 'contact', id: part.contact.id, name: part.contact.name, email: part.contact.email },
          body: bodyOf(filled(play, wordsOf(play).duplicate)),
        },
      }),
    )
    duplicateId = made.ticketId
  })
  play.wait([20, 100], 'agent')
  play.step(({ ticketId }) => mergeTickets(play.agent, { ticketId, duplicateId }))
}
