import type { SystemLine } from '../../lifecycle/index.ts'
import { mailWordsIn } from '../desks/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { forbidden } from '../platform/errors/index.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { fillText } from '../variables/index.ts'
import { bodyOfMail } from '../wording/index.ts'
import { assignTo } from './assign.ts'
import type { Door, EffectWords } from './door.ts'
import { type EffectHandlers, registerEffects } from './effect-registry.ts'
import { clearFavourites, createSurvey, enqueueForAssignment, leaveAssignmentQueue, withdrawSurvey } from './effects.queries.ts'
import { contactRecipients, sayAndMail } from './mailing.ts'
import { languageOfTicket, ticketValues } from './ticket-values.ts'
import { systemLineText } from './system-lines.ts'

/** What each effect of a lifecycle does. An effect is done when its row exists, in the door's own transaction. */
const handlers: EffectHandlers = {
  async take(door, words) {
    const { actor } = door.ctx
    if (actor.kind !== 'staff') throw forbidden('tickets.assign')
    await assignTo(door, { agentId: actor.userId, teamId: words.teamId })
  },
  unassign(door) {
    const { ticket } = door
    if (ticket.assigneeId === null) return
    door.log('ticket.unassigned', { former: ticket.assigneeId })
    ticket.lastAssigneeId = ticket.assigneeId
    ticket.assigneeId = null
  },
  assign_last(door) {
    const { ticket } = door
    const last = ticket.assigneeId ?? ticket.lastAssigneeId
    if (last === null || last === ticket.assigneeId) return
    ticket.assigneeId = last
    door.log('ticket.assigned', { agent: last, team: ticket.teamId })
  },
  enqueue_for_assignment: (door) => door.write(enqueueForAssignment, [door.tx.workspaceId, door.ticket.id, door.at]),
  leave_assignment_queue: (door) => door.write(leaveAssignmentQueue, [door.tx.workspaceId, door.ticket.id]),
  async resolution_mail(door, words) {
    await customerNotice(door, 'resolution', words)
  },
  async hold_mail(door, words) {
    await customerNotice(door, 'hold', words)
  },
  create_survey(door) {
    door.write(createSurvey, [door.tx.workspaceId, door.ticket.id, hashToken(randomToken()), door.at])
    door.log('survey.created')
  },
  withdraw_survey(door) {
    door.write(withdrawSurvey, [door.tx.workspaceId, door.ticket.id])
    door.log('survey.withdrawn')
  },
  clear_favourites: (door) => door.write(clearFavourites, [door.tx.workspaceId, door.ticket.id]),
  stamp_first_response(door) {
    door.ticket.firstResponseAt ??= door.at
  },
  stamp_resolved(door) {
    const { ticket, ctx } = door
    const by = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
    ticket.resolvedAt ??= door.at
    ticket.resolvedBy ??= by
    // Completing is an admin's act; a ticket that an agent or a timer closed is closed, not completed.
    if (ticket.category === 'closed' && ctx.actor.kind === 'staff' && ctx.actor.actsAs === 'admin') ticket.completedBy = by
  },
  clear_resolved(door) {
    const { ticket } = door
    ticket.resolvedAt = null
    ticket.resolvedBy = null
    ticket.completedBy = null
    ticket.resolutionText = null
    ticket.resolutionScore = null
  },
}

registerEffects(handlers, sayLine)

/** A line in the conversation that nobody wrote. */
async function sayLine(door: Door, line: SystemLine): Promise<void> {
  const { text, isPublic } = systemLineText[line]
  await door.say({
    kind: 'system',
    audience: isPublic ? 'public' : 'staff',
    author: { kind: 'system', id: null, name: '' },
    body: bodyFromText(text),
    systemLine: { key: line, params: {} },
  })
}

/** The resolution mail or the hold mail: the agent's words, or those of the desk where the agent gave none. */
async function customerNotice(door: Door, kind: 'resolution' | 'hold', words: EffectWords): Promise<void> {
  const { ticket, settings, ctx } = door
  if (words.mail === false || ticket.internal || ticket.contactEmail === null) return
  const actor = ctx.actor
  const template = mailWordsIn(kind === 'resolution' ? settings.resolutionMail : settings.holdMail, languageOfTicket(ticket))
  const { language } = template
  const values = await ticketValues(door.tx, { ticket, lifecycle: door.lifecycle, actor, now: door.at, language })
  await sayAndMail(
    door,
    {
      kind,
      audience: 'public',
      author: actor.kind === 'staff' ? { kind: 'agent', id: actor.userId, name: actor.name } : { kind: 'system', id: null, name: '' },
      body: bodyOfMail(template.text, words.text?.trim() ?? '', values),
      subject: fillText(template.subject, values).filled || null,
    },
    { to: contactRecipients(door) },
    { automatic: actor.kind !== 'staff' },
  )
}
